-- The document's side of BM25F (k1 = 3, b = .75; title weight 2.5): what a query's vector is multiplied with.
create or replace function search_vec(tsv tsvector, avg_len real) returns sparsevec
language sql immutable parallel safe as $$
  with t as (
    select lexeme, (select sum(case w when 'A' then 2.5 else 1 end) from unnest(weights) w)::real tf from unnest(tsv)),
  len as (select sum(tf) / avg_len r from t)
  select (coalesce('{' || string_agg(d || ':' || v, ',') || '}', '{}') || '/1000000000')::sparsevec
  from (select public.search_dim(lexeme) d, round(max(tf * 4 / (tf + 3 * (.25 + .75 * r)))::numeric, 3) v
        from t, len group by 1 limit 15000) x $$;

-- Smaller is better, as `order by` wants it. The planner inlines this to one operator in C.
create or replace function search_score(d search_document, query text, words text[], weights real[])
returns double precision language sql immutable parallel safe as $$
  select d.vec <#> query::sparsevec $$;

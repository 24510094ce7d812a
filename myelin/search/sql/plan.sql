-- A message becomes a plan: `cand` finds documents, the rest ranks them, `since` bounds a word that is everywhere.
--
-- seg, wt: the message in segments with weights.  loose: also take the words as beginnings (short queries).
-- whole: find by every word; for kinds with few documents, where a bound on candidates would starve them.
--
-- Each word's weight is log2(1 + sum of its segments' weights) * idf^1.5. Of the words, the rarest go into `cand` until
-- the documents they bring reach the budget; words too common for that come in pairs; the very last resort is one
-- common word among the newest documents. Unknown words (`fresh`) count as rare but may not use up the places.
create or replace function search_plan(
  seg text[], wt real[], loose boolean, whole boolean,
  out cand tsquery[], out query text, out words text[], out weights real[], out begins tsquery, out since bigint)
language plpgsql stable
set pg_trgm.similarity_threshold = 0.45 set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  with s as materialized (
    select greatest(n, 2) n, last_id, case when whole then 'infinity' else greatest(1000, least(n * .02, 8000)) end::real budget
    from search_stat),
  text as materialized (
    select to_tsvector('pg_catalog.english', public.search_plain(x.t)) v, x.w,
      ' ' || regexp_replace(public.search_plain(x.t), '[^[:alnum:]'']+', ' ', 'g') || ' ' spoken
    from unnest(seg, wt) x(t, w)),
  raw as materialized (
    select u.lexeme l, log(2, 1 + sum(text.w * cardinality(u.positions) * case when c.lexeme is null then 1 else .5 end)::numeric)::real qw
    from text, unnest(text.v) u left join search_chat c using (lexeme) group by 1),
  known as materialized (select l, qw, df, common from raw left join search_term on lexeme = l),
  -- A word that nobody has written may be a slip, or one that hardly anybody has beside a frequent one: also look for the
  -- nearest word of several people.
  fixed as materialized (
    select f.l, k.qw * case when length(k.l) > 5 then .8 else .5 end qw, f.df
    from (select * from known where (df is null or df < 3 and not common) and l ~ '^[a-z]{5,}$' order by length(l) desc limit 6) k
    cross join lateral (
      select t.lexeme l, t.df from search_term t
      where t.common and t.df >= 10 * coalesce(k.df, 0) and t.lexeme % k.l and left(t.lexeme, 1) = left(k.l, 1)
        and public.levenshtein_less_equal(t.lexeme, k.l, 2) <= case when length(k.l) >= 8 then 2 else 1 end
      order by public.similarity(t.lexeme, k.l) desc, t.df desc limit 1) f),
  begun as materialized (
    select k.l, k.qw * .7 qw from known k where loose and df is null and l ~ '^[[:alpha:]]{3,}$'),
  longer as materialized (
    select b.l prefix, t.lexeme l, b.qw, t.df from begun b cross join lateral (
      select lexeme, df from search_term t where t.common and t.lexeme like b.l || '%' order by df desc limit 6) t),
  -- Other names of the same thing: all of a circle's phrases stand in for the one that was said.
  said as materialized (
    select m.circle, m.phrase, (select max(qw) from (select l, qw from raw union all select l, qw from fixed) x where x.l = any(m.lexemes)) qw
    from search_synonym m
    where m.lexemes <@ (select array_agg(l) from (select l from raw union all select l from fixed) x)
      and case when m.small then exists (select from text where position(' ' || m.words || ' ' in text.spoken) > 0)
        when cardinality(m.lexemes) = 1 then true
        else exists (select from text where text.v @@ m.phrase::tsquery) end),
  other as materialized (
    select a.phrase, a.lexemes, max(said.qw) * case cardinality(a.lexemes) when 1 then .6 else .5 end qw
    from said join search_synonym a on a.circle = said.circle
    where not a.small and not exists (select from said x where x.phrase = a.phrase) group by a.phrase, a.lexemes),
  -- g: how it is looked for; ls: the words it is made of.
  single as materialized (
    select l, max(qw) qw, max(df) df from (
      select l, qw, df from known union all select l, qw, df from fixed union all select l, qw, df from longer
      union all select lexemes[1], qw, (select df from search_term where lexeme = lexemes[1]) from other where cardinality(lexemes) = 1) x
    group by l),
  q as (
    select public.search_quote(l) g, array[l] ls, qw, coalesce(df, .5) df, df is null fresh from single
    union all
    select phrase, lexemes, qw, coalesce((select min(df) from search_term where lexeme = any(lexemes)), .5), false
    from other where cardinality(lexemes) > 1
    union all
    select public.search_quote(l) || ':*', '{}', qw, coalesce((select sum(df) from longer where prefix = l), .5), false from begun),
  w as (select g, ls, least(df, n) df, fresh, (qw * ln(1 + (n - least(df, n) + .5) / (least(df, n) + .5)) ^ 1.5)::real w from q, s),
  top as materialized (
    select * from (select *, row_number() over (partition by fresh order by w desc, g) i from w) x
    where i <= case when fresh then 8 else 24 end),
  run as materialized (select *, sum(df) over (order by df / (w * w), g) cum from top),
  rest as materialized (select run.* from run, s where cum > budget order by w desc limit 4),
  pair as (
    select a.g ga, b.g gb, sum(a.df * b.df / n) over (order by a.df * b.df / n, a.g, b.g) cum
    from rest a join rest b on a.g < b.g, s),
  gen as materialized (
    select string_agg('(' || g || ')', '|') g, bool_and(fresh) fresh from run, s where cum <= budget having count(*) > 0
    union all select '(' || ga || ')&(' || gb || ')', false from pair, s where cum <= budget),
  newest as materialized (
    select g, (last_id - last_id * budget / df)::bigint since from rest, s
    where not exists (select from gen where not fresh) order by df limit 1),
  scored as materialized (
    select l, max(w / sqrt(cardinality(ls)))::real w from top, unnest(ls) l group by l)
  select (select array_agg(g::tsquery) from (select g from gen union all select g from newest) x),
    (select '{' || string_agg(d || ':' || v, ',') || '}/1000000000'
     from (select public.search_dim(l) d, round(max(w)::numeric, 4) v from scored group by 1) x where v > 0),
    (select array_agg(l order by l) from scored), (select array_agg(w order by l) from scored),
    (select string_agg(public.search_quote(l) || ':*A', '|')::tsquery from begun),
    (select coalesce(max(since), 0) from newest)
  into cand, query, words, weights, begins, since;
end $$;

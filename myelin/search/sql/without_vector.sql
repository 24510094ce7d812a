-- For a server without pgvector: nothing is stored, and the same score is reckoned from the words themselves.
create or replace function search_vec(tsv tsvector, avg_len real) returns text
language sql immutable parallel safe as $$ select null::text $$;

create or replace function search_score(d search_document, query text, words text[], weights real[])
returns double precision language sql stable parallel safe as $$
  select -coalesce(sum(q.w * round((tf * 4 / (tf + 3 * (.25 + .75 * d.length / (select avg_len from search_stat))))::numeric, 3)), 0)::double precision
  from unnest(words, weights) q(l, w)
  join unnest(d.tsv) u on u.lexeme = q.l
  cross join lateral (select sum(case x when 'A' then 2.5 else 1 end) tf from unnest(u.weights) x) t $$;

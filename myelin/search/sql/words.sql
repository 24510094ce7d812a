-- A word's place in a vector. crc32c, not hashtext: stored vectors outlive a major upgrade of PostgreSQL.
create or replace function search_dim(l text) returns int language sql immutable strict parallel safe as $$
  select (crc32c(convert_to(l, 'UTF8')) & 536870911)::int + 1 $$;

-- Text without capitals and accents: what every other function here begins with.
create or replace function search_plain(t text) returns text language sql immutable strict parallel safe as $$
  select public.unaccent('public.unaccent'::regdictionary, lower(t)) $$;

create or replace function search_tsv(title text, body text) returns tsvector language sql immutable parallel safe as $$
  select setweight(to_tsvector('pg_catalog.english', public.search_plain(title)), 'A')
      || setweight(to_tsvector('pg_catalog.english', public.search_plain(body)), 'D') $$;

-- A lexeme as a word of a tsquery.
create or replace function search_quote(l text) returns text language sql immutable strict parallel safe as $$
  select '''' || replace(replace(l, '\', '\\'), '''', '''''') || '''' $$;

-- A document's length; a word of the title counts 2.5 times.
create or replace function search_length(tsv tsvector) returns real language sql immutable strict parallel safe as $$
  select coalesce(sum(case w when 'A' then 2.5 else 1 end), 0)::real from unnest(tsv), unnest(weights) w $$;

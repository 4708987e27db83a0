-- checked_prompt_loads(batch json): setof record, see the returned table
-- Purpose: reads a batch of reports and says of each what is wrong with it, null for nothing.
-- Parameters: batch, an array of objects as record_prompt_loads() takes them.
-- Errors: class 22 where a value is not of its type; record_prompt_loads() then looks at the reports one by one.
create or replace function promptuary.checked_prompt_loads(batch json)
returns table (line bigint, reason text, hour timestamptz, environment text, source text, loads bigint, attempts bigint,
               failed_attempts bigint, timed bigint, load_us bigint, histogram bigint[])
language sql stable set search_path = promptuary, pg_temp as $$
    select g.line,
           case
               when coalesce(g.source, '') = '' then 'source is missing'
               when g.source not in ('database', 'environment', 'file', 'none')
                   then format('“%s” is no source; known are database, environment, file and none', g.source)
               when v.key is null then format('there is no environment “%s”', g.environment)
               when g.at > now() + interval '5 minutes' then 'at is in the future'
               when g.at < k.oldest then 'at is before the hours that are kept'
               when g.loads < 0 then 'loads is negative'
               when g.connection_attempts < 0 then 'connection_attempts is negative'
               when g.failed_attempts < 0 then 'failed_attempts is negative'
               when g.failed_attempts > coalesce(g.connection_attempts, 0)
                   then 'failed_attempts is more than connection_attempts, of which it is a part'
               when t.wrong then 'load_ms is not between 0 and an hour'
               when t.timed > coalesce(g.loads, 1) then 'load_ms has more times than there are loads'
           end,
           date_trunc('hour', coalesce(g.at, now()), 'UTC'), v.key, g.source, coalesce(g.loads, 1)::bigint,
           coalesce(g.connection_attempts, 0)::bigint, coalesce(g.failed_attempts, 0)::bigint, t.timed, t.load_us, t.histogram
    from rows from (json_to_recordset(batch) as
             (at timestamptz, environment text, source text, loads integer, connection_attempts integer,
              failed_attempts integer, load_ms json))
         with ordinality as g (at, environment, source, loads, connection_attempts, failed_attempts, load_ms, line)
         cross join (select ((now() at time zone 'UTC')::date - s.hourly_days)::timestamp at time zone 'UTC' as oldest
                     from execution_settings s) k
         left join environments v
             on case when coalesce(g.environment, '') = '' then v.is_default else v.key = g.environment end
         cross join lateral (
             -- A text that is no number fails in the cast, as it does in any other member.
             select count(*) as timed, coalesce(bool_or(m.ms is null or not m.ms between 0 and 3600000), false) as wrong,
                    coalesce(sum(round(m.ms * 1000)) filter (where m.ms between 0 and 3600000), 0)::bigint as load_us,
                    merge_histogram(array_agg((m.bucket << 32) | 1) filter (where m.bucket is not null)) as histogram
             from (select e.ms,
                          case when e.ms between 0 and 3600000 then
                              case when round(e.ms * 1000) > 0
                                   then ceil(ln(round(e.ms * 1000)::float8 / 1000) / ln(1.01::float8 / 0.99))::bigint
                                   else -32768 end
                          end as bucket
                   from (select j.value::numeric as ms
                         from json_array_elements_text(
                                  case json_typeof(g.load_ms) when 'array' then g.load_ms when 'null' then '[]'
                                       else json_build_array(g.load_ms) end) j
                         where g.load_ms is not null) e) m) t
$$;

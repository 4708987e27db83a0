-- remove_model_price(model text, valid_from timestamptz default '-infinity'): void
-- Purpose: takes away what a model cost from that moment on; the price before it, where there is one, goes on instead.
--   Costs that were computed before stay until they are computed again.
-- Errors: PM001.
create or replace function promptuary.remove_model_price(model text, valid_from timestamptz default '-infinity') returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
declare
    wanted timestamptz := coalesce(remove_model_price.valid_from, '-infinity');
    others text;
begin
    delete from model_prices p where p.model = btrim(remove_model_price.model) and p.valid_from = wanted;
    if found then
        return;
    end if;
    select string_agg(case when isfinite(p.valid_from) then audit_time(p.valid_from) else 'ever' end, ', ' order by p.valid_from)
    into others
    from model_prices p where p.model = btrim(remove_model_price.model);
    raise exception using errcode = 'PM001',
        message = case when others is null then format('“%s” has no price.', coalesce(remove_model_price.model, ''))
                       else format('“%s” has no price from %s.', remove_model_price.model,
                                   case when isfinite(wanted) then audit_time(wanted) else 'ever' end) end,
        hint = case when others is null then 'See what there is with “promptuaryctl prices list”.'
                    else format('It has prices from: %s.', others) end;
end
$$;

-- set_model_price(model text, input_usd numeric, cached_input_usd numeric, output_usd numeric,
--                 valid_from timestamptz default '-infinity'): void
-- Purpose: what a million tokens of a model cost from a moment on. Costs that were computed before stay until
--   they are computed again.
-- Parameters: cached_input_usd, null where cached tokens cost what others do.
-- Errors: PM005.
create or replace function promptuary.set_model_price(model text, input_usd numeric, cached_input_usd numeric,
    output_usd numeric, valid_from timestamptz default '-infinity') returns void
language plpgsql security definer set search_path = promptuary, pg_temp as $$
begin
    if btrim(coalesce(set_model_price.model, '')) = '' then
        raise exception using errcode = 'PM005', detail = 'model', message = 'A price needs a model.';
    end if;
    if input_usd is null or output_usd is null or least(input_usd, cached_input_usd, output_usd) < 0
       or greatest(input_usd, cached_input_usd, output_usd) >= 1e9 then
        raise exception using errcode = 'PM005', detail = 'price',
            message = format('The price of “%s” is no amount of USD for a million tokens.', set_model_price.model);
    end if;
    insert into model_prices as p (model, valid_from, input_usd, cached_input_usd, output_usd)
    values (btrim(set_model_price.model), coalesce(set_model_price.valid_from, '-infinity'), set_model_price.input_usd,
            coalesce(set_model_price.cached_input_usd, set_model_price.input_usd), set_model_price.output_usd)
    on conflict on constraint model_prices_pkey
    do update set input_usd = excluded.input_usd, cached_input_usd = excluded.cached_input_usd,
                  output_usd = excluded.output_usd
    where (p.input_usd, p.cached_input_usd, p.output_usd)
          is distinct from (excluded.input_usd, excluded.cached_input_usd, excluded.output_usd);
end
$$;

-- Fails where executions could not be recorded, added up or priced.
select id, started_at, recorded_in, template_id, number, environment, success, cost_usd, latency_us, confidence, review_outcome
from promptuary.prompt_executions where false;
select id, started_at, variables, rendered_prompt, guardrails, cut from promptuary.execution_payloads where false;
select period, starts_at, latency_histogram, errors from promptuary.execution_rollups where false;
select model, valid_from, input_usd, cached_input_usd, output_usd from promptuary.model_prices where false;
select template_id, executions from promptuary.prompt_template_performance where false;
do $$
begin
    if not exists (select from promptuary.execution_rollup_state) or not exists (select from promptuary.execution_settings) then
        raise exception 'The state of the rollups or the settings of the log are gone.';
    end if;
end
$$;

-- Fails where agents could not report how loading prompts goes.
select hour, environment, source, loads, attempts, failed_attempts, timed, load_us, histogram
from promptuary.prompt_loads where false;

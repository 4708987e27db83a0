-- destroys: prompt_loads
drop table promptuary.prompt_loads;

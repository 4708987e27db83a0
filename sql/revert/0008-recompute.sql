-- destroys:
drop table promptuary.execution_changes;

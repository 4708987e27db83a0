-- Fails where nobody could tell an activation that was brought in from one that was done here.
select imported_by from promptuary.activations where false;

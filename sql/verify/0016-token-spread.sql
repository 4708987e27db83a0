-- Fails where rollups could not tell how tokens spread.
select input_counted, input_squares, output_counted, output_squares from promptuary.execution_rollups where false;

"""How the reading model is made: data, network, training, export. Needs the `training` extra; never shipped."""

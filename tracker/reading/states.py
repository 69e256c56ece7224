"""The states as people write them, in five languages, folded and in small letters, to their codes."""

from __future__ import annotations

_WORDS = """alabama al alaska ak arizona az arkansas ar california ca colorado co connecticut ct delaware de
florida fl georgia ga guam gu hawaii hi idaho id illinois il indiana in iowa ia kansas ks kentucky ky louisiana la
maine me maryland md massachusetts ma michigan mi minnesota mn mississippi ms missouri mo montana mt nebraska ne
nevada nv new-hampshire nh new-jersey nj new-mexico nm new-york ny north-carolina nc north-dakota nd ohio oh oklahoma ok
oregon or pennsylvania pa puerto-rico pr rhode-island ri south-carolina sc south-dakota sd tennessee tn texas tx utah ut
vermont vt virginia va washington wa west-virginia wv wisconsin wi wyoming wy d-c dc cnmi mp
luisiana la louisiane la tejas tx floride fl florid fl californie ca kalifoni ca georgie ga joji ga pensilvania pa
pennsylvanie pa virginie va nueva-york ny nova-york ny nova-iorque ny nou-yok ny nueva-jersey nj nova-jersey nj
nou-jeze nj nuevo-mexico nm novo-mexico nm nouveau-mexique nm carolina-del-norte nc carolina-del-sur sc
carolina-do-norte nc carolina-do-sul sc caroline-du-nord nc caroline-du-sud sc dakota-del-norte nd dakota-del-sur sd
misuri mo misisipi ms minesota mn masachusets ma"""
_NAMES = _WORDS.split()
STATES = {name.replace("-", " "): code for name, code in zip(_NAMES[::2], _NAMES[1::2], strict=True)}
CODES = frozenset(STATES.values())

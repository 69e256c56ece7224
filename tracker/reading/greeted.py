"""Letters that greet somebody whose date it is not: "Dear trainees,", "Chers relecteurs,", "Estimados colegas:".

What follows such a greeting is shown to them, however plainly it says "your appointment".
"""

from __future__ import annotations

from tracker.reading.scan import Finder, near

_GREETING = """dear|hello|hi|greetings | good[ ](?: morning|afternoon|day ) | to
    | estimad[oa]s? (?: /[oa]s? )? | querid[oa]s | apreciad[oa]s? | hola | buen[oa]s[ ](?: dias|tardes )
    | prezad[oa]s? (?: /[oa]s? )? | car[oa]s? | carissim[oa]s | ola | bo[ma][ ](?: dia|tarde )
    | chers? | cheres? | bonjour | che | bonjou | bonswa | alo"""
_READERS = """volunteers? | trainees? | testers? | proof-?readers? | translators? | interpreters | colleagues?
    | co-?workers? | reviewers? | stakeholders? | instructors? | trainers? | students? | staff | team (?: [ ]members )?
    | supervisors? | editors? | developers? | vendors? | contractors? | panel | board | committee | clerks?
    | schedulers? | recruits? | observers? | coordinators? | liaisons? | case[ ]?workers? | advocates
    | providers? | navigators? | employers? | interns? | class | cohort
    | voluntari[oa]s? | practicantes? | pasantes? | becari[oa]s? | corrector (?: a|es|as )? | traductor (?: a|es|as )?
    | interpretes | colegas? | compan(?: er[oa]s? | heir[oa]s? ) | revisor (?: a|es|as )? | instructor (?: a|es|as )?
    | instrutor (?: a|es|as )? | estudiantes? | estudantes? | alumn[oa]s? | alun[oa]s? | personal | equip[oea]
    | supervisor (?: a|es|as ) | contratistas? | comite | probador (?: a|es|as )? | testador (?: a|es|as )?
    | evaluador (?: a|es|as )? | avaliador (?: a|es|as )? | observador (?: a|es|as )? | coordinador (?: a|es|as )?
    | coordenador (?: a|es|as )? | emplead[oa]s? | funcionari[oa]s? | lectores | leitores
    | empleador (?: a|es|as )? | empregador (?: a|es|as )?
    | estagiari[oa]s? | tradutor (?: a|es|as )? | servidor (?: a|es|as ) | plantonistas? | atendentes?
    | benevoles? | stagiaires? | correct(?: eurs? | rices? ) | traduct(?: eurs? | rices? ) | collegues?
    | relect(?: eurs? | rices? ) | format(?: eurs? | rices? ) | etudiante?s? | eleves? | equipes? | superviseure?s?
    | prestataires? | fournisseurs? | testeu(?: rs? | ses? ) | evaluat(?: eurs? | rices? )
    | observat(?: eurs? | rices? ) | coord(?: inateurs? | onnateurs? | inatrices? | onnatrices? ) | employeurs?
    | lecteurs | volonte | estajye | korekte | tradikte | koleg | revize | fomate | etidyan | elev | ekip | devlope
    | founise | komite | teste | evalyate | obsevate | kowodonate | anplwaye | patwon | lekte"""
_MOST_BEFORE = 4  # "Dear Plain Language Volunteers", "Chers amis et collègues"
_TO_READERS = Finder(
    rf"(?: ^|\n ) [ \t]{{0,4}} (?: {_GREETING} ) (?: [ ]{{1,2}} [a-z'-]{{1,20}} ){{0,{_MOST_BEFORE}}} [ ]{{1,2}}"
    rf" (?: {_READERS} ) (?: [ ](?: yo|nou ) ){{0,2}} [ ]? (?: [,:;!.\n] | $ )"
)
_NAMED_BEHIND = near(r"[,:;!.] [ ] [a-z]")


def greets_readers(scan: bytes) -> bool:
    """Whether a line of its own greets people at work, or at school, and nobody by name."""
    return any(not _NAMED_BEHIND.match(scan, found.end() - 1) for found in _TO_READERS.finditer(scan))

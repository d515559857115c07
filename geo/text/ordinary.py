"""Capitalised words that name no weapon: function words, offices, bodies, countries, days, leaders, verbs of headlines."""

from __future__ import annotations

import re
from typing import Final

ORDINARY: Final = frozenset(
    re.findall(
        r"\S+",
        """a an the this that these those its his her their our my your it he she they we you i one some any all both each every
        no not with without in on at by for from of to as and or but nor so yet if when while where after before since until
        although though because under over within between among during through against about around last next first second third
        new old newer older latest earlier later another other others such many most more less several few two three four five
        six seven eight nine ten only even just also still now then here there what which who whose how why range ranges reach
        officials official analysts experts troops forces soldiers fighters residents president prime minister general gen
        chief commander army navy air force forces ministry defence defense department state government parliament congress
        pentagon kremlin white house nato un eu us usa uk uae u.s u.k u.n u.s.a nyt ap afp bbc cnn cia idf irgc rsf plan pla
        dprk rok fbi nsa iaea osce usaf raf gps imf ngo ngos isis isil icbm icbms uav uavs fpv mlrs sam sams manpads gop
        houthi houthis hamas hezbollah taliban wagner guards guard revolutionary corps islamic republic jihad
        kyiv kiev moscow washington london paris berlin tehran beijing pyongyang seoul tokyo jerusalem tel aviv sanaa riyadh
        ankara baku yerevan delhi islamabad taipei khartoum damascus beirut gaza kharkiv crimea donbas brussels baghdad
        ukraine russia iran israel china taiwan japan korea north south east west northern southern eastern western america
        britain england france germany italy spain poland turkey türkiye turkiye india pakistan yemen iraq syria lebanon jordan egypt libya
        sudan ethiopia eritrea somalia kenya mali niger nigeria congo rwanda burkina faso armenia azerbaijan georgia belarus
        moldova romania hungary sweden norway finland denmark estonia latvia lithuania netherlands belgium greece cyprus
        saudi arabia arabian emirates qatar oman bahrain kuwait afghanistan kazakhstan vietnam thailand cambodia myanmar
        philippines indonesia malaysia australia canada mexico brazil argentina venezuela cuba colombia chile peru europe
        asia africa nordic baltic black sea red pacific atlantic caspian mediterranean western allied allies soviet union
        kingdom states united european nations nato's monday tuesday wednesday thursday friday saturday sunday january february
        march april may june july august september october november december spring summer autumn winter christmas
        british french dutch turkish chinese japanese spanish swiss nazi indian korean gulf cold war world
        according meanwhile however depending defined boasting having each-way mr mrs ms dr sen rep gov col lt maj capt
        nasa spacex amtrak faa epa fda abc nbc cbs espn nba nfl mlb nhl ncaa aaa
        yes both its pre post neither either unlike like despite given once western-made mach article resolution level group unit chapter section tier phase day week year covid treaties treaty
        sends fires launches tests unveils gets buys sells wants allows lets strikes hits downs supplies delivers approves uses using use biden trump zelensky zelenskyy putin netanyahu khamenei xi modi kim erdogan
        institute institution center centre university council committee agency studies tribune times post journal gazette herald
        telegraph guardian news press media daily weekly monitor observatory union commission party front movement brigade battalion
        regiment division squadron fleet squad command headquarters ministers spokesman spokeswoman spokesperson lawmaker senator
        representative ambassador analyst expert critics sources source commanders engineers scientists researchers authorities
        local early late today yesterday tonight export original existing current similar different various several crude experts reports report photos photo pictures picture video footage caption fact box facts figure figures table length width
        height weight diameter crew warhead payload engine guidance cost price contractor manufacturer maker export reuters bloomberg bae roketsan aselsan raytheon rafael elbit mbda kongsberg saab rheinmetall boeing lockheed northrop isna irna kcna tass yonhap spa dpa afp anadolu kyodo xinhua ria novosti interfax sbu gur drdo ispr dia gsi isw csis iiss rusi
        satellite satellites joint chiefs staff experts
        jan feb mar apr jun jul aug sep sept oct nov dec
        n.korea s.korea marines had has have was were
        sipri inf mtcr salt eu asean opec
        shows may can could seeks deploys builds makes bans says vows warns claims shoots orders develops receives offers is are""",
    )
)
"""In lower case; a name that begins with one is read without it."""

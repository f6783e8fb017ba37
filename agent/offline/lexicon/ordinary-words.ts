/** Ordinary words that are right as they are: never taken for a misspelt word of the lexicons. */
export const ordinaryWords =
  `able across added advance afternoon already alright although anniversary apart apparently apartment appear area arrange arriving
asap aside asleep attach august aware away awesome baby back badly basic bathroom beach beautiful become bedroom began begin behind believe belong beside
birthday bite bitter bother bottom bought boyfriend break bridge brief bright broke brother brought build busy cabin camping capable carefully carry castle
catch caught certain chair chance charity cheer child children choice christmas church circle city class climbing clock close cloth coast coffee cold
collect comfortable comfy coming common company complain completely concern condition confused connect consider content control cook cool corner correct
cost could country couple course cover crazy create cross current daily dance danger dark daughter december decide deep definitely depend desert design
despite different difficult dinner direct dirty discuss distance district doctor doing double doubt dozen draw dress drink drive driver during early earth
easily easy eating edge effect either else empty enjoy enough enter entire especially even evening event every exact example excellent except excited
exercise expect explain extra face fact fair fall family famous fancy farm fashion fast father favourite fear february feel feet festival field figure
film final finally fine finger finish fire fishing fixed flat flight floor flower follow food foot force forest forever forget form forward found frame
friday friend friends front full fully funny future garden gather gave general generally gentle girl girlfriend given glad glass going gone grand grass
grateful great ground group grow guest guests guess guide hair half hand handle hang happen happy hard hardly hate head health hear heard heart heat heavy
height held helpful here hiking hill hobby hold holiday home honest hope horse hospital host hotel hour house however huge hundred hungry hurry hurt
husband idea image imagine important improve indeed indoor inside instead invite island january join joke july jump june kitchen knew knock know known
lake land language large laptop later laugh lead learn leave leaving left length lesson letter level life lift line listen lived living lonely loose lose
loud love lovely lower lucky lunch machine main manage march marriage married matter maybe meal meant meeting member memory mention message middle
midnight might mile mind minute miss mixed modern moment monday money month months morning mostly mother mountain mountains mouth move movie moving music
name narrow nature nearly neat necessary neck neighbour neither never news nice night nobody noise none normal north nothing notice november nowhere
october offer office often okay older once online only onto opposite ordinary other otherwise ought outdoor outdoors outside over overnight owner pack
page pain painting paper parent parents park part particular partner party pass past path pattern peace perfect perhaps period photo phrase picture piece
place plain plan plane plant plate play please plenty point polite pool poor popular position possible power practice prefer pregnant prepare present
pretty prevent price private probably promise proper proud provide public pull push question quick quickly quiet quite race rain rainy raise rather reach
read ready real really reason recent recently regard regular relax remain remember remind rent repeat reply rest ride right ring rise river road rock roof
room rough round rule running safe said salt same sand saturday save saying scared school science season seat second secret seem seen sense sent september
serious serve seven several shape share sharp sheet shine short should shoulder shout show shower side sight sign silly simple simply since sister sitting
situation skin skip sleep sleeping slow slowly small smart smell smile smooth snow soft soil some someone soon sorry sort sound south space speak special
speed spend spoke sport spring square staff stage stand star start state stay step stick still stone stop storm story straight strange street strong study
stuff style such sudden sugar suit suitable summer sunday sunny support suppose sure surprise sweet swim table take taking talk tall taste teach teacher
team tell terms than thank their thick thin thing think third thirsty though thought three through throw thursday ticket tidy tight till time tired today
together told tomorrow tonight took touch toward town trail train training travel treat tree trek trip trouble true trust truth tuesday turn twice under
understand university unless until unusual upon upper upset urgent useful usual usually vacation value various very view village visit voice wait walk
walking wall wanna wanted warm warmer watch water wear wearing weather wedding wednesday week weekend weeks weight welcome well went west wet what wheel
when where whether which while white whole whom whose wide wife wild wind window winter wish without woman women wonder wonderful word work working world
worn worry worse worst worth would write writing wrong year years yellow yesterday young yourself`
    .split(/\s+/)
    .filter((word) => word !== '')

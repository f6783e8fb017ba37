import type { SensitiveCategory } from './category.ts'

/**
 * What people say of themselves, folded (lower case, no accents), in English, Spanish, French, German, Italian
 * and Portuguese. A word stands here only if it tells by itself; a word that is also a colour, a brand or
 * goods ("black", "cross", "maternity jeans") stands in `selfStatements`, where it needs its "I am".
 */
export const tellingWords: Record<SensitiveCategory, string> = {
  health:
    'allergic allergy allergies alergic* alergia* allergie allergies allergisch* allergiker* allergic* allergiqu* allergico allergica diabetes diabetic* diabetiker* diabetico diabetica diabetique epilep* asthma asthmatic* asma asmatic* asthme cancer krebs cancro tumor tumour tumeur chemo* chemotherap* depression depressed depressiv* depresion depressione depressao anxiety_disorder bipolar schizophren* adhd autis* dementia alzheimer* parkinson* eczema ekzem* psoria* neurodermit* celiac coeliac celiac* zoliakie arthrit* migraine* fibromyalgia hiv have_aids hepatit* disabled disability disabilities wheelchair rollstuhl* fauteuil_roulant silla_de_ruedas sedia_a_rotelle cadeira_de_rodas discapacidad discapacitad* handicape* behindert* behinderung disabile disabilita deficiencia_fisica gluten_intolerant lactose_intolerant intolerante_al_gluten intolerante_a_la_lactosa glutenunvertraglich* laktoseintoleran* intolerant_au_gluten intolerante_ao_gluten intollerante nut_allergy my_medication antidepress* insulin* my_illness chronic_pain chronic_illness back_pain ruckenschmerz* mal_de_dos dolor_de_espalda mal_di_schiena dor_nas_costas my_doctor i_am_ill i_have_covid lupus multiple_sclerosis heart_disease heart_condition heart_attack high_blood_pressure hypertension bluthochdruck herzkrank* thyroid crohn* ptsd panic_attacks mental_illness mental_health_problems pacemaker hearing_aid dyslexi* anorexi* bulimi* fibromialgia esclerosis krankheit meine_krankheiten ma_maladie mi_enfermedad la_mia_malattia minha_doenca alcoholic alkoholiker* alcoolique alcoholico alcolista alcoolatra surgery chirurgie cirurgia',
  pregnancy:
    'pregnant pregnancy im_expecting expecting_a_baby expecting_our trying_to_conceive ivf miscarriage embarazada embarazo enceinte grossesse schwanger schwangerschaft incinta gravidanza gravida gravidez postpartum',
  religion:
    'my_religion my_faith religious_reasons motivos_religiosos raisons_religieuses religiosen_grunden motivi_religiosi only_halal halal_only eat_halal eat_kosher keep_kosher only_kosher kosher_only como_halal mange_halal esse_halal mangio_halal mange_casher esse_koscher go_to_church go_to_mosque voy_a_misa',
  politics:
    'my_political political_party voted_for i_vote partido_politico parti_politique politische_partei partito_politico je_vote ich_wahle yo_voto io_voto eu_voto',
  ethnicity:
    'my_ethnicity my_race ethnic_origin origen_etnico origine_ethnique ethnische_herkunft origine_etnica origem_etnica',
  sexual_life:
    'my_sexuality sexual_orientation my_sex_life orientacion_sexual orientation_sexuelle sexuelle_orientierung orientamento_sessuale orientacao_sexual homosexual* homosexuell* omosessual* homossexual* transgender bisexual* bisexuell* bisessual* bissexual*',
  union_membership:
    'union_member trade_union labor_union labour_union in_a_union in_the_union sindicato syndicat syndique* gewerkschaft* sindacato',
  finances:
    'my_salary my_income my_debt* in_debt my_mortgage credit_score credit_rating bankrupt bankruptcy unemployed on_benefits i_earn my_wage* mi_sueldo mi_salario mis_deudas en_paro desempleado desempleada mon_salaire mes_dettes au_chomage chomeur mein_gehalt meine_schulden schulden arbeitslos il_mio_stipendio i_miei_debiti disoccupat* meu_salario minhas_dividas desempregad* lost_my_job overdraft welfare food_stamps je_gagne ich_verdiene yo_gano io_guadagno eu_ganho bankrott privatinsolvenz quiebra faillite fallito falencia sozialhilfe burgergeld',
  criminal_record:
    'criminal_record on_probation in_prison in_jail en_prison en_la_carcel im_gefangnis in_carcere na_prisao was_arrested convicted antecedentes_penales casier_judiciaire vorbestraft fedina_penale antecedentes_criminais',
  children:
    'my_son_is my_daughter_is my_son_s my_daughter_s my_kids_are my_children_are my_child_is my_baby_is my_son_called my_daughter_called year_old_son year_old_daughter mi_hijo_tiene mi_hija_tiene mi_hijo_es mi_hija_es mi_hijo_se_llama mi_hija_se_llama mis_hijos_tienen mis_hijos_son mon_fils_a ma_fille_a mon_fils_est ma_fille_est mon_fils_s_appelle ma_fille_s_appelle mes_enfants_ont mein_sohn_ist mein_sohn_heisst meine_tochter_ist meine_tochter_heisst meine_kinder_sind meine_kinder_heissen mio_figlio_ha mia_figlia_ha mio_figlio_si_chiama mia_figlia_si_chiama i_miei_figli_hanno meu_filho_tem minha_filha_tem meu_filho_se_chama minha_filha_se_chama meus_filhos_tem son_s_name daughter_s_name kids_names',
  precise_location: '',
  biometrics: 'my_fingerprint my_dna my_genetic*',
  identity_documents:
    'social_security_number passport_number my_passport my_ssn driver_license_number drivers_license_number numero_de_pasaporte numero_de_passeport reisepassnummer personalausweis* numero_di_passaporto codice_fiscale numero_do_passaporte',
  payment_data: 'my_iban my_card_number credit_card_number my_cvv bank_account_number',
}

/** Words that tell only of somebody who says "I am" one: colours and goods have the same names. */
export const selfWords: Partial<Record<SensitiveCategory, string>> = {
  health:
    'sick ill blind deaf autistic overweight obese handicapped addicted enfermo enferma malade krank malato malata doente ciego ciega aveugle blind cieco cieca cego cega sordo sorda sourd sourde taub surdo surda obeso obesa ubergewichtig',
  pregnancy: 'expecting en_estado schwanger',
  religion:
    'halal kosher koscher casher christian catholic protestant muslim jewish hindu buddhist atheist mormon sikh religious cristian* catolic* musulman* judio judia budista ateo atea chretien* catholique musulman* juif juive bouddhiste athee katholisch evangelisch muslim* judisch christ christin buddhist* atheist* cristiano cattolic* musulmano musulmana ebreo ebrea buddista ateo muculman* judeu judia',
  politics:
    'republican democrat liberal conservative socialist communist labour_voter tory republicano republicana democrata conservador conservadora socialista comunista republicain* socialiste communiste conservateur sozialist* kommunist* konservativ',
  ethnicity:
    'black white asian african hispanic latino latina arab caucasian native_american indigenous roma gypsy negro negra blanco asiatico asiatica arabe noir noire blanche asiatique schwarz asiatisch araber* nero nera asiatica arabo negro',
  sexual_life:
    'gay lesbian bi queer trans straight asexual lesbiana lesbienne lesbisch schwul lesbica lesbica gay hetero*',
  union_membership: 'unionised unionized',
  finances:
    'broke poor rich wealthy pobre rico rica pauvre riche arm reich pleite fauche* povero povera ricco ricca',
  criminal_record: 'a_felon an_ex_convict',
}

/** "I am", as the six languages say it, with what may stand between: "I am a", "my wife is". */
export const selfFrames =
  '(?:i am|im|i m|we are|we re|were both|my (?:wife|husband|partner|mother|father|mum|mom|dad|girlfriend|boyfriend|family) (?:is|are)|she is|he is|yo soy|soy|estoy|somos|mi (?:mujer|esposa|marido|pareja) (?:es|esta)|je suis|nous sommes|ma femme est|mon mari est|ich bin|wir sind|meine frau ist|mein mann ist|io sono|sono|siamo|mia moglie e|mio marito e|eu sou|sou|estou|somos|minha mulher e|minha esposa esta|meu marido e)'

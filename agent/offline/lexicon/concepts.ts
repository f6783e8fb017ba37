/**
 * What words stand for. Each concept is a list of words; `_` joins a phrase, a trailing `*` takes any
 * ending. Folded to lower case without accents. Adding a word here teaches every intent that uses it.
 */
export const concepts = {
  // things
  order: 'order orders purchase purchases ordered parcel parcels package packages shipment shipments',
  product: 'product products item items article articles goods thing things merchandise stuff',
  // known, so that the one is not read as a slip of the keys for `passcode`
  postcode: 'postcode postcodes zip zipcode postal',
  account: 'account accounts profile profiles login membership user',
  password:
    'password passwords passcode passwort pin pwd pass_code access_key account_key key_of pass credentials',
  address: 'address addresses adress',
  invoice: 'invoice invoices bill bills receipt receipts',
  payment: 'payment payments pay paying paid payed checkout_payment transaction cod cash_on_delivery',
  refund: 'refund* reimburs* rebat* restitution* compensat* money_back moneyback get_my_money',
  fee: 'fee fees penalt* charge charges',
  newsletter: 'newsletter* subscrib* unsubscrib* subscription* mailing_list mailing',
  review: 'review reviews feedback rating opinion opinions comment comments testimonial* rate',
  complaint: 'complaint* complain* claim claims reclamation* protest*',
  policy:
    'policy policies guarantee* terms conditions rules cases case circumstances situation situations eligib* possible allowed allow',
  delivery:
    'deliver* shipping ship ships shipped shipment shipments dispatch* courier postage arrive arrives arriving arrival mail_it',
  warranty: 'repair repairs repairing mend mending warrant* guarantee guaranteed',
  returns:
    'return returns returned returning send_back sending_back bring_back take_back replace replacement* trial refuse_it',
  exchange: 'exchange* swap swaps swapping trade_in different_size another_size wrong_size',
  store:
    'store stores shop shops showroom* branch branches outlet outlets location locations retailer* dealer* distributor* mall boutique',
  hours: 'hours opening_times open opens opened close_at closes closing_time opening_hours opening time_do',
  discount:
    'price_match match_the_price match_prices discount* coupon* voucher* promo* sale offer offers deal deals code codes bargain* rebate_code clearance concession',
  giftcard: 'gift_card gift_cards giftcard* gift_voucher gift_certificate*',
  care: 'washable machine_wash care_for care_instructions maintenance re_proof reproof* laundry',
  careverb:
    'wash washing clean cleaning iron ironing dry drying tumble season seasoning descale polish wax waxing re_proof reproof* care_for look_after take_care stain stains remove_stains dishwasher oven microwave',
  humanonly:
    'human operator operators representative representatives real_person actual_person live_agent live_chat supervisor callback call_back call_me want_a_person need_a_person want_a_human need_a_human want_an_agent need_an_agent to_a_person speak_to_someone talk_to_someone',
  sizeguide:
    'size_guide size_chart sizing measurements measurement fit fits fitting what_size which_size size_should',
  privacy: 'privacy gdpr personal_data my_data data_protection',
  installment: 'installment* instalment* emi klarna afterpay pay_later finance financing down_payment',
  sustain: 'sustainab* recycl* carbon ethic* fair_trade environment* eco_friendly vegan_policy',
  giftwrap: 'gift_wrap* gift_box gift_message wrapping',
  cart: 'cart my_basket the_basket shopping_basket trolley shopping_cart shopping_bag my_bag',
  human:
    'human humans person persons people agent agents operator* representative* assistant* asistant advisor* adviser* somebody someone anybody anyone supervisor manager colleague staff_member employee live_chat live_agent real_person callback call_back',
  service:
    'customer_service customer_support customer_care customer_assistance support_team hotline helpline client_service contact_details',
  /** Set where a long number stands in the message. */
  numbered: '',
  // what is done to them
  cancel:
    'cancel* cancell* canceling call_off annul* revoke abort withdraw no_longer_want dont_want_my dont_want_order dont_want_purchase no_longer_pay cant_afford cannot_afford',
  cancelit:
    'cancel_it cancel_that cancel_this cancel_please cancel_my cancel_the to_cancel i_cancel cancellation cancellations cancelled_it',
  withdrawal: 'cancel* cancell* withdraw* terminat* early_exit exit',
  change:
    'change* changing modif* edit edits editing edited update* updating alter* correct correcting correction* amend* switch switching swap swapping adjust* fix mistake wrong',
  add: 'add adding put include throw_in toss_in',
  remove: 'remov* take_out delet* drop get_rid',
  create: 'create* creating open opening new make making start another register registering set_up',
  destroy: 'delet* remov* close closing deactivat* cancel* cancell* terminat* eras* shut',
  recover: 'recover* retriev* restor* reset* forgot* forgotten lost remember',
  register: 'register* registration* sign_up signup signups sign_ups signing_up enrol*',
  problem:
    'problem* issue issues error errors trouble* fail* declin* not_working doesnt_work cannot cant unable reject* refused wrong',
  track:
    'track* trace status whereabouts eta locate locating wheres follow progress update_on updates_of state where',
  check: 'check checking see seeing view look find finding show know tell read',
  download: 'get getting download* receive send request obtain have print',
  fetch: 'download* mail_it send_it send_me print obtain request lost receive email_it',
  method:
    'cod cash_on_delivery method* option options modalit* mode modes way ways type types kind kinds accept* available',
  when: 'when how_long how_soon how_many_days period periods duration soon timeframe time_frame timeline days date weeks take takes',
  where: 'where which_store nearest near nearby in_store',
  cost: 'cost costs price prices pricing how_much expensive mrp rate rates worth charge',
  contact:
    'contact* call calling phone telephone reach speak speaking talk talking chat chatting connect communicate get_in_touch touch email_you number mail',
  buy: 'buy buying purchase purchasing order ordering acquire* acquiring place earn shop shopping checkout check_out',
  use: 'use using switch switching change changing move upgrade* downgrade* go',
  setup:
    'set set_up setting setup enter* entr submit* add adding register store save put_in second secondary other new',
  waiting: 'waiting expect* processed already still where_is hasnt track status',
  tier: 'gold platinum premium pro standard free freemium basic silver',
  broken:
    'broken broke damaged defective defect faulty torn ripped leaking leaks shattered cracked stopped_working doesnt_work fell_apart wrong_item',
  assortment:
    'what_do_you_sell what_do_you_have what_do_you_offer what_can_i_buy show_me_everything your_products your_range your_assortment what_products what_kind_of_products show_me_products show_products check_products show_me_your_products',
  late: 'never_got havent_got didnt_get not_got never_came late delay* not_received havent_received not_arrived hasnt_arrived didnt_arrive didnt_receive did_not_receive not_recieved overdue still_waiting long_over days_over so_many_days already_one_month never_arrived missing recieved',
  buyverb:
    'to_order to_purchase to_buy to_acquire to_shop to_earn i_purchase i_order i_buy i_acquire i_shop i_earn place_an_order place_order place_orders make_a_purchase make_an_order purchasing buying acquiring ordering earning shopping want_to_buy buy',
  place:
    'order_from purchase_from orders_from deliver_to deliveries_to shipments_to shipment_to ship_to shipping_to delivery_to send_to deliver_in order_in delivery_in delivered_to pincode pin_code here deliver',
  missed: 'missed forgot_to_add one_more',
  info: 'info information details detail data personal_information personal_details name',
  expected: 'expect expecting arrive arriving receive get_here get_it',
  news: 'news any_news update updates processed anything_new',
  myself: 'another_user different_user user_account users accounts',
  // talk about products
  want: 'want looking look need searching search find show recommend suggest* suggestion interested browse have sell stock got_any like gift present idea ideas get',
  recommend:
    'recommend* suggest* best advice advise which_one popular bestseller* gift present idea ideas top',
  compare: 'compare comparing comparison difference differences differ versus vs better',
  stock:
    'in_stock stock available availability sold_out left any_left still_have back_in_stock restock* out_of_stock',
  detail:
    'made_of material details specs specification* features feature tell_me_more more_about about_it describe description heavy weight weigh dimensions',
  cheaper: 'cheaper less_expensive lower_price cheapest more_affordable lower_budget',
  pricier: 'more_expensive pricier premium_one fancier higher_end',
  more: 'more others other another else next show_more anything_else something_else different',
  // people's words
  greet:
    'hello hi hey hiya howdy good_morning good_afternoon good_evening good_day greetings yo hai helo hallo are_you_there anybody_there anyone_there hola bonjour ciao ola salut moin',
  thank: 'thank thanks thx thankyou cheers ty appreciated appreciate much_obliged',
  bye: 'bye goodbye cya see_you good_night farewell thats_all have_a_nice_day have_a_good',
  howareyou: 'how_are_you hows_it_going how_do_you_do whats_up sup how_are_things',
  bot: 'are_you_a_bot are_you_human are_you_real are_you_an_ai who_are_you what_are_you are_you_a_robot chatbot your_name are_you_a_person are_you_a_human',
  capability: 'what_can_you_do how_can_you_help can_you_help_me help_me_please what_do_you_do help',
} as const

export type Concept = keyof typeof concepts

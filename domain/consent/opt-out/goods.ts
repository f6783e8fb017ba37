/**
 * What shops speak of, in the six languages and in each other's words: where one of these stands beside it, the
 * sentence is about goods and orders, not about being written to. By stem, accents folded.
 */
export const goods = [
  // orders and their ways
  'order* ordering deliver* shipp* shipment* parcel* package* packet* courier* refund* return* invoice* receipt* confirmation* tracking',
  'cart basket checkout wishlist wish_list waitlist waiting_list packing_list price_list gift_list shopping_list',
  'price* pric* discount* voucher* coupon* code* password* payment* insurance warranty wrap wrapping engraving gift* sale account',
  'pedido* encomenda* entrega* envio_del envio_gratis paquet* pacote* reembolso* devoluc* factura* fatura nota_fiscal recibo* carrito carrinho cesta codigo* contrasen* senha tarjeta compra* precio* preco* embrulho envoltorio frete rastreio',
  'commande* livraison* colis facture* panier remboursement* retour* achat* prix reduction code mot_de_passe emballage carte retrait',
  'bestell* liefer* paket* packchen rechnung* warenkorb ruckgabe* erstattung* gutschein* kauf* preis* rabatt* kennwort* geschenk* warteliste konto',
  'ordin* consegn* pacco pacchi spedizione fattura* ricevuta carrello rimborso* reso resi acquist* prezz* scont* buono codic* confezione',
  // what is sold
  'jacket* coat* shoe* boot* mug* tent* bag* backpack* sock* shirt* tshirt* sweater* trouser* pant* dress* doormat* mat lantern* lamp* zip* button rope alarm_clock phone_case case socks wool size* colour* color* medium large small blue red green black white item* product* sticker* poster* signs signpost coffee dog_food food dog cat tag* bead* feature* stickers insoles',
  'chaqueta* abrigo* zapato* bota* taza* tienda_de bolso* mochila* camisa* talla* tamano* color* producto* articulo* rojo azul verde negro blanco cafe cana mesa pieza* cremallera',
  'veste* manteau* chaussure* botte* tasse* mug tente* sac sacs chemise* pull pantalon* taille* couleur* pointure* produit* article* rouge bleu vert noir blanc cafe box toile poussette lampe batterie',
  'jacke* mantel* schuh* stiefel* tasse* zelt* tasche* rucksack* hemd* hose* grosse* farbe* artikel* produkt* rot rote roten blau blaue blauen grun* schwarz* weiss* kaffee* matte* stuck aufschrift aufdruck',
  'jaqueta* casaco* sapato* bota* caneca* barraca* bolsa* mochila* camisa* tamanho* cor produto* vermelho azul preto branco cafe capa saia embalagem item itens',
  'giacc* scarp* stival* tazz* tend* borsa zain* camici* magli* tagli* color* prodott* articol* rosso blu verde nero bianco caffe lana zip quello quella lista_dei_desideri',
  // words on things
  'says saying printed print reads slogan ecrit scritto scritta escrito diga dizendo dice_en',
  // days: a wish about when, not whether
  'monday tuesday wednesday thursday friday saturday sunday lunes martes miercoles jueves viernes sabado lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag sonntag segunda terca quarta quinta sexta lunedi martedi mercoledi giovedi venerdi domenica',
].join(' ')

/**
 * The column names that are understood without a map, by field; compared in lower case, without spaces and
 * signs. They are those of our own JSON, of the Shopify and WooCommerce exports (its own, "Advanced Order
 * Export" and "Customer / Order CSV Export"), of GA4's export, and what shops commonly call things. Where a
 * file has two of one field, the one that stands first here counts.
 */
export const orderColumns = {
  orderNumber: 'ordernumber orderno order invoice invoiceno invoicenumber orderid transactionid',
  status: 'status orderstatus',
  financialStatus: 'financialstatus paymentstatus',
  fulfilmentStatus: 'fulfillmentstatus fulfilmentstatus',
  cancelledAt: 'cancelledat canceledat',
  placedAt:
    'placedat createdat orderdate invoicedate orderedat ordertime datecreated datecreatedgmt date datetime unixtime time timestamp',
  updatedAt: 'updatedat datemodified lastmodified',
  currency: 'currency ordercurrency currencycode',
  total: 'total ordertotal ordertotalamount totalamount grandtotal',
  refunded: 'refundedamount orderrefundamount refundtotal',
  channel: 'channel saleschannel',
  storeId: 'storeid location locationid',
  deliveryDate: 'deliverydate',
  email: 'email emailbilling billingemail customeremail emailaddress',
  'customer.userId': 'customeruserid userid customerid customer customeruser customerno customernumber',
  'customer.email': '',
  'customer.name': 'customername billingname fullname',
  'customer.firstName': 'firstname firstnamebilling billingfirstname',
  'customer.lastName': 'lastname lastnamebilling billinglastname',
  'customer.phone': 'phone phonebilling billingphone customerphone',
  'shippingAddress.line1':
    'shippingaddress1 shippingstreet shippingaddressline1 address1shipping address12shipping address1',
  'shippingAddress.line2': 'shippingaddress2 shippingaddressline2 address2shipping address2',
  'shippingAddress.city': 'shippingcity shippingaddresscity cityshipping city',
  'shippingAddress.region': 'shippingprovince shippingstate shippingaddressregion statecodeshipping',
  'shippingAddress.postcode':
    'shippingzip shippingpostcode shippingaddresspostcode postcodeshipping postcode zip postalcode',
  'shippingAddress.country':
    'shippingcountry shippingaddresscountry countrycodeshipping country countryname countryregion',
  'line.productId': 'productid itemproductid itemid',
  'line.variantId': 'variantid lineitemvariantid variationid',
  'line.sku': 'sku stockcode lineitemsku itemsku productsku article articlenumber',
  'line.title': 'title description lineitemname itemname productname producttitle product productdescription',
  'line.options': 'options variant variantname itemmeta',
  'line.quantity': 'quantity lineitemquantity itemquantity qty quantityrefund units',
  'line.unitPrice': 'unitprice price lineitemprice itemprice itemcost',
  'line.total': 'linetotal itemtotal orderlinesubtotal',
} as const
export type OrderField = keyof typeof orderColumns

export const customerColumns = {
  userId: 'userid customerid customer id customernumber customerno uid',
  email: 'email emailaddress billingemail emailbilling useremail customeremail mail',
  phone: 'phone phonenumber mobile billingphone phonebilling defaultaddressphone telephone',
  loyaltyNumber: 'loyaltynumber loyaltyid cardnumber membernumber loyaltycard',
  name: 'name fullname customername displayname',
  firstName: 'firstname givenname billingfirstname firstnamebilling',
  lastName: 'lastname surname familyname billinglastname lastnamebilling',
  locale: 'locale language lang',
  'address.line1':
    'addressline1 address1 defaultaddressaddress1 billingaddress1 street streetaddress line1 address',
  'address.line2': 'addressline2 address2 defaultaddressaddress2 billingaddress2 line2',
  'address.city': 'addresscity city defaultaddresscity billingcity town suburb',
  'address.region':
    'addressregion region province state defaultaddressprovincecode provincecode billingstate',
  'address.postcode': 'addresspostcode postcode zip postalcode defaultaddresszip billingpostcode zipcode',
  'address.country':
    'addresscountry country countrycode defaultaddresscountrycode billingcountry countryregion',
  createdAt: 'createdat signup registered dateregistered userregistered registeredat datecreated',
} as const
export type CustomerField = keyof typeof customerColumns

export const eventColumns = {
  type: 'type calltype',
  event: 'event eventname name',
  messageId: 'messageid eventid insertid',
  timestamp:
    'timestamp eventtimestamp originaltimestamp occurredat createdat datetime time eventtime date unixtime',
  userId: 'userid customerid customer',
  anonymousId: 'anonymousid userpseudoid clientid visitorid sessionid deviceid',
  email: 'email emailaddress',
  phone: 'phone phonenumber',
} as const
export type EventField = keyof typeof eventColumns

/** Shopify's order export calls the order's number "Name"; nowhere else is a name a number. */
export function namedLikeShopify(columns: readonly string[]): boolean {
  const names = new Set(columns.map(plainName))
  return names.has('name') && names.has('lineitemquantity') && names.has('financialstatus')
}

export function plainName(column: string): string {
  return column.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** GA4's names of events, as Segment says them. */
export const segmentNames: Record<string, string> = {
  view_item: 'Product Viewed',
  view_item_list: 'Product List Viewed',
  select_item: 'Product Clicked',
  add_to_cart: 'Product Added',
  remove_from_cart: 'Product Removed',
  view_cart: 'Cart Viewed',
  begin_checkout: 'Checkout Started',
  add_payment_info: 'Payment Info Entered',
  purchase: 'Order Completed',
  refund: 'Order Refunded',
  add_to_wishlist: 'Product Added to Wishlist',
  search: 'Products Searched',
  view_search_results: 'Products Searched',
  view_promotion: 'Promotion Viewed',
  select_promotion: 'Promotion Clicked',
  share: 'Product Shared',
}

/** GA4's names of an event's particulars. */
export const segmentProperties: Record<string, string> = {
  transaction_id: 'order_id',
  item_id: 'product_id',
  item_name: 'name',
  item_brand: 'brand',
  item_category: 'category',
  item_variant: 'variant',
  value: 'total',
  search_term: 'query',
}

/**
 * The STU3 elements of what clients send, as compact as they can be said:
 * `name:Type`, `!` required, `*` repeats, `#set` a required code, `[x]` a choice of types.
 * Types that nobody needs to look into here (Timing, SampledData ...) are `any`: some JSON object.
 */
const specifications: Readonly<Record<string, string>> = {
  Element: 'id:string extension:Extension*',
  BackboneElement: 'id:string extension:Extension* modifierExtension:Extension*',
  Resource: 'id:id meta:Meta implicitRules:uri language:code',
  DomainResource:
    'id:id meta:Meta implicitRules:uri language:code text:Narrative contained:Resource* extension:Extension* modifierExtension:Extension*',

  Meta: '<Element versionId:id lastUpdated:instant profile:uri* security:Coding* tag:Coding*',
  Narrative: '<Element status!:code#narrative div!:string',
  Extension: '<Element url!:uri value[x]:any',
  Coding: '<Element system:uri version:string code:code display:string userSelected:boolean',
  CodeableConcept: '<Element coding:Coding* text:string',
  Identifier:
    '<Element use:code#identifierUse type:CodeableConcept system:uri value:string period:Period assigner:Reference',
  Reference: '<Element reference:string identifier:Identifier display:string',
  Period: '<Element start:dateTime end:dateTime',
  HumanName:
    '<Element use:code#nameUse text:string family:string given:string* prefix:string* suffix:string* period:Period',
  ContactPoint:
    '<Element system:code#contactSystem value:string use:code#contactUse rank:positiveInt period:Period',
  Address:
    '<Element use:code#addressUse type:code#addressType text:string line:string* city:string district:string state:string postalCode:string country:string period:Period',
  Attachment:
    '<Element contentType:code language:code data:base64Binary url:uri size:unsignedInt hash:base64Binary title:string creation:dateTime',
  Quantity: '<Element value:decimal comparator:code unit:string system:uri code:code',

  Appointment:
    '<DomainResource identifier:Identifier* status!:code#appointment serviceCategory:CodeableConcept serviceType:CodeableConcept* specialty:CodeableConcept* appointmentType:CodeableConcept reason:CodeableConcept* indication:Reference* priority:unsignedInt description:string supportingInformation:Reference* start:instant end:instant minutesDuration:positiveInt slot:Reference* created:dateTime comment:string incomingReferral:Reference* participant!:Appointment.participant* requestedPeriod:Period*',
  'Appointment.participant':
    '<BackboneElement type:CodeableConcept* actor:Reference required:code#participantRequired status!:code#participation',

  Patient:
    '<DomainResource identifier:Identifier* active:boolean name:HumanName* telecom:ContactPoint* gender:code#gender birthDate:date deceased[x]:boolean|dateTime address:Address* maritalStatus:CodeableConcept multipleBirth[x]:boolean|integer photo:Attachment* contact:Patient.contact* animal:Patient.animal communication:Patient.communication* generalPractitioner:Reference* managingOrganization:Reference link:Patient.link*',
  'Patient.contact':
    '<BackboneElement relationship:CodeableConcept* name:HumanName telecom:ContactPoint* address:Address gender:code#gender organization:Reference period:Period',
  'Patient.animal':
    '<BackboneElement species!:CodeableConcept breed:CodeableConcept genderStatus:CodeableConcept',
  'Patient.communication': '<BackboneElement language!:CodeableConcept preferred:boolean',
  'Patient.link': '<BackboneElement other!:Reference type!:code#linkType',

  Coverage:
    '<DomainResource identifier:Identifier* status:code#coverage type:CodeableConcept policyHolder:Reference subscriber:Reference subscriberId:string beneficiary:Reference relationship:CodeableConcept period:Period payor:Reference* grouping:Coverage.grouping dependent:string sequence:string order:positiveInt network:string contract:Reference*',
  'Coverage.grouping':
    '<BackboneElement group:string groupDisplay:string subGroup:string subGroupDisplay:string plan:string planDisplay:string subPlan:string subPlanDisplay:string class:string classDisplay:string subClass:string subClassDisplay:string',

  Subscription:
    '<DomainResource status!:code#subscription contact:ContactPoint* end:instant reason!:string criteria!:string error:string channel!:Subscription.channel tag:Coding*',
  'Subscription.channel':
    '<BackboneElement type!:code#channel endpoint:uri payload:string header:string*',

  Parameters: '<Resource parameter:Parameters.parameter*',
  'Parameters.parameter':
    '<BackboneElement name!:string value[x]:any resource:Resource part:Parameters.parameter*',
};

/** Required bindings. */
export const codes: Readonly<Record<string, readonly string[]>> = {
  appointment: [
    'proposed',
    'pending',
    'booked',
    'arrived',
    'fulfilled',
    'cancelled',
    'noshow',
    'entered-in-error',
  ],
  participantRequired: ['required', 'optional', 'information-only'],
  participation: ['accepted', 'declined', 'tentative', 'needs-action'],
  gender: ['male', 'female', 'other', 'unknown'],
  linkType: ['replaced-by', 'replaces', 'refer', 'seealso'],
  coverage: ['active', 'cancelled', 'draft', 'entered-in-error'],
  subscription: ['requested', 'active', 'error', 'off'],
  channel: ['rest-hook', 'websocket', 'email', 'sms', 'message'],
  narrative: ['generated', 'extensions', 'additional', 'empty'],
  identifierUse: ['usual', 'official', 'temp', 'secondary'],
  nameUse: ['usual', 'official', 'temp', 'nickname', 'anonymous', 'old', 'maiden'],
  contactSystem: ['phone', 'fax', 'email', 'pager', 'url', 'sms', 'other'],
  contactUse: ['home', 'work', 'temp', 'old', 'mobile'],
  addressUse: ['home', 'work', 'temp', 'old'],
  addressType: ['postal', 'physical', 'both'],
};

/** Every type that a `value[x]` without its own list may have in STU3, as it stands in the JSON name. */
export const anyTypes = (
  'base64Binary boolean code date dateTime decimal id instant integer markdown oid positiveInt string time unsignedInt uri ' +
  'Address Age Annotation Attachment CodeableConcept Coding ContactPoint Count Distance Duration HumanName Identifier Money Period Quantity Range Ratio Reference SampledData Signature Timing Meta'
).split(' ');

export interface ElementRule {
  readonly types: readonly string[];
  readonly required: boolean;
  readonly repeats: boolean;
  readonly codes: readonly string[] | undefined;
  /** The name before the type for a choice, e.g. `deceased`. */
  readonly choice: string | undefined;
}

/** JSON property name to rule, for each type of the table. */
export const elements: ReadonlyMap<string, ReadonlyMap<string, ElementRule>> = new Map(
  Object.entries(specifications).map(([type, text]) => [type, readSpecification(text)]),
);

function readSpecification(text: string): Map<string, ElementRule> {
  const rules = new Map<string, ElementRule>();
  for (const word of text.split(' ')) {
    if (word.startsWith('<')) {
      for (const [name, rule] of readSpecification(specifications[word.slice(1)] ?? ''))
        rules.set(name, rule);
      continue;
    }
    const match = /^(\w+)(\[x\])?(!)?:([\w.|]+)(?:#(\w+))?(\*)?$/.exec(word);
    if (!match) throw new Error(`Unreadable element rule: ${word}`);
    const [, name = '', choice, required, types = '', set, repeats] = match;
    const rule = {
      required: required !== undefined,
      repeats: repeats !== undefined,
      codes: set === undefined ? undefined : codes[set],
    };
    if (choice === undefined) rules.set(name, { ...rule, types: [types], choice: undefined });
    for (const type of choice === undefined ? [] : types === 'any' ? anyTypes : types.split('|')) {
      rules.set(`${name}${type.charAt(0).toUpperCase()}${type.slice(1)}`, {
        ...rule,
        types: [type],
        choice: name,
      });
    }
  }
  return rules;
}

import FHIR from 'fhirclient';

void FHIR.oauth2.authorize({
  clientId: 'argonaut-scheduling-app',
  scope:
    'launch openid fhirUser patient/Patient.read patient/Appointment.read patient/Appointment.write ' +
    'patient/Coverage.read patient/Practitioner.read patient/Location.read',
  redirectUri: './index.html',
});

/** In place of fhirclient's settings: of its tables, the authorization reads none but these. */
exports.SMART_KEY = 'SMART_KEY';
exports.patientParams = [];

import { FhirRefusal, type Issue } from '../outcome.ts';
import { elements, type ElementRule } from './elements.ts';
import { isPrimitive, isValidPrimitive } from './primitives.ts';
import { invariantIssues } from './invariants.ts';

type Json = Readonly<Record<string, unknown>>;

/** @throws FhirRefusal 422 naming every wrong element, unless the body is a well-formed resource of the type. */
export function requireValid(resource: unknown, type: string): void {
  if (!isObject(resource) || typeof resource['resourceType'] !== 'string') {
    throw new FhirRefusal(400, [
      { severity: 'error', code: 'structure', text: 'The body is not a FHIR resource' },
    ]);
  }
  const issues =
    resource['resourceType'] === type
      ? validate(resource, type)
      : [wrong('', 'invalid', `A ${type} is needed here, not a ${resource['resourceType']}`)];
  if (issues.length > 0) throw new FhirRefusal(422, issues);
}

/** All that is wrong with a resource, each with the path of its element. */
export function validate(resource: Json, type: string): Issue[] {
  const issues: Issue[] = [];
  checkObject(resource, type, type, issues);
  if (issues.length === 0) issues.push(...invariantIssues(resource, type));
  return issues;
}

function checkObject(value: Json, type: string, path: string, issues: Issue[]): void {
  const rules = elements.get(type);
  if (!rules) return;
  const choices = new Map<string, string>();
  for (const [name, content] of Object.entries(value)) {
    if (name === 'resourceType' && rules.has('implicitRules')) continue;
    const sibling = name.startsWith('_');
    const rule = rules.get(sibling ? name.slice(1) : name);
    const at = `${path}.${name}`;
    if (!rule || (sibling && !isPrimitive(rule.types[0] ?? ''))) {
      issues.push(wrong(at, 'structure', `Unknown element ${at}`));
      continue;
    }
    if (rule.choice !== undefined && !sibling) {
      const other = choices.get(rule.choice);
      if (other)
        issues.push(wrong(at, 'structure', `Only one of ${other} and ${name} may be present`));
      choices.set(rule.choice, name);
    }
    if (sibling)
      checkRepeats(content, rule, at, issues, (item, itemPath) =>
        checkSibling(item, itemPath, issues),
      );
    else
      checkRepeats(content, rule, at, issues, (item, itemPath) =>
        checkValue(item, rule, itemPath, issues, value[`_${name}`] !== undefined),
      );
  }
  for (const [name, rule] of rules) {
    if (!rule.required || value[name] !== undefined || value[`_${name}`] !== undefined) continue;
    issues.push(wrong(`${path}.${name}`, 'required', `${path}.${name} is required`));
  }
}

function checkRepeats(
  content: unknown,
  rule: ElementRule,
  path: string,
  issues: Issue[],
  check: (item: unknown, path: string) => void,
): void {
  if (!rule.repeats) {
    if (Array.isArray(content)) issues.push(wrong(path, 'structure', `${path} is not a list`));
    else check(content, path);
    return;
  }
  if (!Array.isArray(content)) issues.push(wrong(path, 'structure', `${path} is a list`));
  else if (content.length === 0)
    issues.push(wrong(path, 'structure', `${path} may be left out but not empty`));
  else content.forEach((item: unknown, index) => check(item, `${path}[${index}]`));
}

function checkValue(
  value: unknown,
  rule: ElementRule,
  path: string,
  issues: Issue[],
  hasSibling: boolean,
): void {
  const type = rule.types[0] ?? '';
  if (isPrimitive(type)) {
    if (value === null && hasSibling) return;
    if (!isValidPrimitive(type, value))
      issues.push(wrong(path, 'value', `${path} is not a ${type}: ${JSON.stringify(value)}`));
    else if (rule.codes && !rule.codes.includes(String(value))) {
      issues.push(
        wrong(
          path,
          'code-invalid',
          `${path} must be one of ${rule.codes.join(', ')}, not ${JSON.stringify(value)}`,
        ),
      );
    }
    return;
  }
  if (!isObject(value) || Object.keys(value).length === 0) {
    issues.push(wrong(path, 'structure', `${path} is not a ${type}`));
    return;
  }
  if (type !== 'Resource') {
    checkObject(value, type, path, issues);
    return;
  }
  const resourceType = value['resourceType'];
  if (typeof resourceType !== 'string')
    issues.push(wrong(path, 'structure', `${path} has no resourceType`));
  else if (elements.get(resourceType)?.has('implicitRules'))
    checkObject(value, resourceType, path, issues);
}

function checkSibling(value: unknown, path: string, issues: Issue[]): void {
  if (value === null) return;
  if (isObject(value)) checkObject(value, 'Element', path, issues);
  else issues.push(wrong(path, 'structure', `${path} is not an Element`));
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(expression: string, code: string, text: string): Issue {
  return { severity: 'error', code, text, ...(expression ? { expression } : {}) };
}

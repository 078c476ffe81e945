import { at, expand, isArray } from "./schema.js";

const words = ["and", "or", "not", "in", "iif(", "np(", "it", "true", "false", "null", "DateOnly.Parse(", "Math.Min(", "Math.Max(", "Convert.ToInt32("];
const ofSequences = ["Any(", "All(", "Count(", "Where(", "Select(", "Sum(", "Min(", "Max(", "First(", "FirstOrDefault(", "Contains(", "Distinct()", "OrderBy("];
const ofText = ["Length", "Contains(", "StartsWith(", "EndsWith(", "Trim()", "ToUpper()", "ToLower()", "Substring(", "Replace(", "IndexOf("];
const ofDates = ["Year", "Month", "Day", "DayOfWeek", "AddDays(", "AddMonths(", "AddYears("];

/** What may come next in an expression, by what stands before the cursor. */
export function expressionOptions(before, position, { rules: _, facts, factsName }, file, explicit) {
  const written = /[\w.]*$/.exec(before)[0];
  const parts = written.split(".");
  const last = parts.pop();
  if (written === "" && !explicit) {
    return null;
  }

  const options = parts.length === 0 ? roots(facts, factsName, file) : members(resolve(parts, before, facts, factsName), facts);
  return options.length === 0 ? null : { from: position - last.length, options, validFor: /^\w*$/ };
}

function roots(facts, factsName, file) {
  const parameters = [...file.matchAll(/"Name"\s*:\s*"(\w+)"/g)].map(([, name]) => ({ label: name, type: "variable", info: "Parameter of this file" }));
  return [
    { label: factsName, type: "variable", info: facts.description, boost: 2 },
    ...parameters.filter((one, index) => parameters.findIndex((other) => other.label === one.label) === index),
    ...words.map((label) => ({ label, type: "keyword" })),
  ];
}

/** The schemas of what a chain of names stands for: of the facts, or of an element inside a lambda. */
function resolve([root, ...path], before, facts, factsName) {
  if (root === factsName) {
    return at(facts, path);
  }

  const lambdas = [...before.matchAll(/([\w.]+)\.\w+\(\s*\(?\s*(\w+)\s*\)?\s*=>/g)].filter(([, , name]) => name === root);
  const source = lambdas.at(-1)?.[1].split(".");
  return source?.[0] === factsName ? at(facts, [...source.slice(1), null, ...path]) : [];
}

function members(schemas, facts) {
  return schemas.flatMap((schema) => {
    if (isArray(schema)) {
      return methods(ofSequences);
    }
    if (schema.properties) {
      return Object.entries(schema.properties).map(([label, member]) => ({ label, type: "property", detail: detail(member, facts), info: member.description }));
    }
    return schema.format === "date" || schema.format === "date-time" ? methods(ofDates) : [schema.type].flat().includes("string") ? methods(ofText) : [];
  });
}

const methods = (labels) => labels.map((label) => ({ label, type: "method" }));

const detail = (member, facts) => expand(member, facts).map((schema) => schema.format ?? [schema.type].flat().join(" or ")).filter(Boolean).join(" or ");

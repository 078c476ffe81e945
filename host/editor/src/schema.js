/** Resolves $ref, oneOf and anyOf: a place may have several schemas. */
export function expand(schema, root) {
  if (!schema || typeof schema !== "object") {
    return [];
  }
  if (schema.$ref) {
    return expand(schema.$ref.split("/").slice(1).reduce((at, part) => at?.[part], root), root);
  }
  const options = schema.oneOf ?? schema.anyOf;
  return options ? options.flatMap((option) => expand(option, root)) : [schema];
}

/** The schemas at a path; an element of an array is the step null. */
export function at(root, path) {
  return path.reduce(
    (schemas, step) => schemas.flatMap((schema) => expand(step === null ? schema.items : schema.properties?.[step], root)),
    expand(root, root),
  );
}

export const isArray = (schema) => [schema.type].flat().includes("array");

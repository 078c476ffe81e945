import { syntaxTree } from "@codemirror/language";
import { expressionOptions } from "./expression.js";
import { at } from "./schema.js";

/** Completes names and values from the schema of the file, and what is written inside expressions from the facts. */
export function completing(address) {
  let loaded;
  const schemas = () => (loaded ??= address ? fetch(address).then((response) => (response.ok ? response.json() : null)) : Promise.resolve(null));
  return async (context) => {
    const known = await schemas().catch(() => null);
    return known ? complete(context, known) : null;
  };
}

function complete(context, known) {
  const node = syntaxTree(context.state).resolveInner(context.pos, -1);
  const text = (found) => context.state.sliceDoc(found.from, found.to);
  if (node.name === "PropertyName" || (node.name === "Object" && context.explicit)) {
    const object = node.name === "Object" ? node : node.parent.parent;
    const written = node.name === "PropertyName";
    return names(known.rules, pathOf(object, text), written ? node.from : context.pos);
  }
  if (node.name !== "String" || node.parent?.name !== "Property" || node.to === context.pos) {
    return null;
  }

  const name = unquoted(text(node.parent.getChild("PropertyName")));
  return name === "Expression"
    ? expressionOptions(context.state.sliceDoc(node.from + 1, context.pos), context.pos, known, context.state.doc.toString(), context.explicit)
    : values(known.rules, [...pathOf(node.parent.parent, text), name], node);
}

function names(rules, path, from) {
  const options = at(rules, path).flatMap((schema) =>
    Object.entries(schema.properties ?? {}).map(([name, { description }]) => ({ label: `"${name}"`, type: "property", info: description, apply: `"${name}"` })));
  return options.length === 0 ? null : { from, options, validFor: /^"?\w*$/ };
}

function values(rules, path, node) {
  const options = at(rules, path).flatMap((schema) => (schema.enum ?? []).filter((value) => typeof value === "string").map((value) => ({ label: value, type: "enum" })));
  return options.length === 0 ? null : { from: node.from + 1, options, validFor: /^\w*$/ };
}

/** Where an object stands in the file, from the root. */
function pathOf(object, text) {
  const path = [];
  for (let node = object; node?.parent; node = node.parent) {
    if (node.parent.name === "Array") {
      path.unshift(null);
    } else if (node.parent.name === "Property") {
      path.unshift(unquoted(text(node.parent.getChild("PropertyName"))));
    }
  }
  return path;
}

const unquoted = (text) => text.replace(/^"|"$/g, "");

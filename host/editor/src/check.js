import { linter } from "@codemirror/lint";

const pause = 600;

/** Asks the server about the text when its writer pauses, and shows each fault at its place. */
export function checking(textarea, status) {
  const beside = document.getElementById(textarea.dataset.beside ?? "");
  const source = async (view) => {
    const doc = view.state.doc;
    const response = await fetch(textarea.dataset.check, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ text: doc.toString(), cases: beside?.value || null }),
    }).catch(() => null);
    const answersThisText = doc === view.state.doc;
    if (!answersThisText) {
      return [];
    }

    if (!response?.ok) {
      status.textContent = "It could not be checked just now; it is when it is proposed.";
      return [];
    }

    const { diagnostics, cases, failingCases } = await response.json();
    status.textContent = summary(diagnostics, cases, failingCases);
    return diagnostics.map((fault) => marker(doc, fault));
  };
  return linter(source, { delay: pause });
}

function marker(doc, { line, column, severity, code, text }) {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(at.from + Math.max(column - 1, 0), at.to);
  const word = /^[\w$]+/.exec(doc.sliceString(from, at.to));
  return {
    from,
    to: Math.min(from + (word?.[0].length ?? 1), at.to),
    severity: severity.toLowerCase() === "error" ? "error" : "warning",
    source: code,
    message: text,
  };
}

function summary(diagnostics, cases, failing) {
  const errors = diagnostics.filter((fault) => fault.severity.toLowerCase() === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [errors === 0 ? "No faults" : count(errors, "fault")];
  if (warnings > 0) {
    parts.push(count(warnings, "warning"));
  }
  if (errors === 0 && cases > 0) {
    parts.push(failing.length === 0 ? `${count(cases, "case")} hold` : `${failing.length} of ${count(cases, "case")} would fail: ${failing.slice(0, 3).join("; ")}`);
  }
  return `${parts.join(", ")}.`;
}

const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

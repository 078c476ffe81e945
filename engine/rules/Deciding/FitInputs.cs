namespace OcrWorkflows.Rules.Deciding;

/// <summary>Holds the values that are given against the contract.</summary>
internal static class FitInputs
{
    /// <summary>Checks each value, and brings plain data to the form that expressions read.</summary>
    /// <exception cref="ArgumentException">There are more or fewer values than inputs, or one is of another type.</exception>
    public static void To(FactsContract contract, object?[] values, string set)
    {
        if (values.Length != contract.Inputs.Count)
        {
            throw new ArgumentException($"The rule set {set} is told {contract.Inputs.Count} inputs ({string.Join(", ", contract.Inputs.Select(i => i.Name))}), not {values.Length}.", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            var type = contract.Inputs[i].Type;
            if (type == typeof(object))
            {
                values[i] = PlainData.Of(values[i]);
            }
            else if (!type.IsInstanceOfType(values[i]))
            {
                throw new ArgumentException($"The rule set {set} decides over {type.Name}, not over {values[i]?.GetType().Name ?? "null"}.", nameof(values));
            }
        }
    }
}

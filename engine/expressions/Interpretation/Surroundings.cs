using OcrWorkflows.Expressions.Binding;

namespace OcrWorkflows.Expressions.Interpretation;

/// <summary>The variables in reach and their values. Immutable, so that a lambda which runs late still sees what it was made among.</summary>
internal sealed record Surroundings(BoundParameter Variable, object? Value, Surroundings? Outer)
{
    public object? this[BoundParameter variable]
    {
        get
        {
            var level = this;
            while (level.Variable != variable)
            {
                level = level.Outer ?? throw new InvalidOperationException($"The variable {variable.Name} is out of reach.");
            }

            return level.Value;
        }
    }
}

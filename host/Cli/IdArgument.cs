using System.CommandLine;

namespace OcrWorkflows.Host.Cli;

/// <summary>The identity of a thing, typed at a prompt.</summary>
internal static class IdArgument
{
    public static Argument<Guid> Of(string description) => new("id")
    {
        HelpName = "ID",
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens.Count > 0 ? result.Tokens[0].Value : "";
            if (!Guid.TryParse(text, out var id))
            {
                result.AddError($"'{text}' is not an identity; it looks like 01a205a0-2dc7-74b7-b735-493c73e1f141.");
            }

            return id;
        },
    };
}

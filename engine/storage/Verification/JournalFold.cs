using System.Text.Json.Nodes;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Runtime.Scripts;
using OcrWorkflows.Storage.Rows;
using OcrWorkflows.Storage.Turns;

namespace OcrWorkflows.Storage.Verification;

/// <summary>What a journal gives back.</summary>
/// <param name="State">Null when the journal does not say what its turns were given.</param>
/// <param name="Fault">Where the journal and the definition disagree; null when they do not.</param>
internal sealed record FoldResult(InstanceState? State, string? Fault);

/// <summary>Takes every turn of a journal again: a function of journal, definitions and calendars alone.</summary>
internal sealed class JournalFold(Func<int, WorkflowDefinition> definitions, Func<string, WorkingCalendar> calendars)
{
    public FoldResult Fold(InstanceId id, IReadOnlyList<JournalRow> lines)
    {
        InstanceState? state = null;
        var version = 0;
        for (var at = 0; at < lines.Count;)
        {
            var line = lines[at];
            if (line.Payload is null && (at == 0 || line.PayloadHash is not null))
            {
                return new FoldResult(null, null);
            }

            if (TurnGiven.Read(line.Payload) is not { } given)
            {
                return at == 0 ? new FoldResult(null, null) : new FoldResult(null, $"Line {line.Sequence} belongs to no turn.");
            }

            var context = new TurnContext(id.ToString(), line.At, calendars(given.Calendar)) { Scripts = new RecordedScripts(given.Scripts) };
            var turn = given.Event is MigrationRequested migration
                ? Turn.Migrate(definitions(version), definitions(given.DefinitionVersion), state!, migration, context)
                : Turn.Take(definitions(given.DefinitionVersion), state, given.Event, context);
            if (Difference(turn, lines, at) is { } difference)
            {
                return new FoldResult(null, difference);
            }

            (state, version) = (turn.State, given.DefinitionVersion);
            at += turn.Journal.Count;
        }

        return new FoldResult(state, null);
    }

    /// <summary>True when two stored states say the same; the order of members does not matter.</summary>
    public static bool Same(string left, string right) => left == right || JsonNode.DeepEquals(JsonNode.Parse(left), JsonNode.Parse(right));

    private static string? Difference(TurnResult turn, IReadOnlyList<JournalRow> lines, int at)
    {
        if (!turn.Accepted || turn.Journal.Count == 0)
        {
            return $"At line {lines[at].Sequence} the instance would not have taken what it was given.";
        }

        for (var n = 0; n < turn.Journal.Count; n++)
        {
            var expected = turn.Journal[n];
            if (at + n >= lines.Count)
            {
                return $"Line {expected.Sequence} ({expected.Event} at {expected.ActivityId}) should follow and does not.";
            }

            var found = lines[at + n];
            if ((found.Sequence, found.ActivityId, found.ActivityInstanceId, found.Event, found.Message)
                != (expected.Sequence, expected.ActivityId, expected.ActivityInstanceId, expected.Event, expected.Message))
            {
                return $"Line {found.Sequence} says {found.Event} at {found.ActivityId}; the turn gives {expected.Event} at {expected.ActivityId}.";
            }
        }

        return null;
    }
}

using System.Globalization;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Runtime.Definitions;

/// <summary>
/// How often an activity that fails is tried again by itself before it is an incident: <c>customProperties.ocr.retry</c> with
/// <c>attempts</c> (2 to 20, the first included), <c>after</c> (pause before the second, hh:mm:ss), <c>backoff</c> (1 to 10, what each pause is multiplied by;
/// 2 when left out) and <c>atMost</c> (longest pause; a day when left out).
/// </summary>
internal sealed record RetryPolicy(int Attempts, TimeSpan After, double Backoff, TimeSpan AtMost)
{
    private const string Wrong = "WFL027";

    private static readonly string[] s_settings = ["attempts", "after", "backoff", "atMost"];

    /// <param name="failed">How often it has failed, at least 1.</param>
    /// <returns>Null when it is not tried again.</returns>
    public TimeSpan? PauseAfter(int failed) =>
        failed >= Attempts ? null : TimeSpan.FromTicks((long)Math.Min(AtMost.Ticks, After.Ticks * Math.Pow(Backoff, failed - 1)));

    /// <returns>Null when the activity has no policy, or one with faults; they are reported.</returns>
    public static RetryPolicy? Read(SourceNode activity, Action<Diagnostic> report)
    {
        if (activity.Find("customProperties")?.Find("ocr")?.Find("retry") is not { Kind: not SourceKind.Null } retry)
        {
            return null;
        }

        var good = true;
        void Report(Diagnostic fault)
        {
            good = false;
            report(fault);
        }

        foreach (var member in retry.Members.Where(m => !s_settings.Contains(m.Name)))
        {
            Report(retry.AtName(member, Wrong, $"A retry has no setting \"{member.Name}\".", Spelling.DidYouMeanOrList(member.Name, s_settings)));
        }

        var attempts = Number(retry, "attempts", null, 2, 20, Report);
        var backoff = Number(retry, "backoff", 2, 1, 10, Report);
        var after = Span(retry, "after", null, Report);
        var atMost = Span(retry, "atMost", TimeSpan.FromDays(1), Report);
        if (attempts != Math.Floor(attempts))
        {
            Report(retry["attempts"]!.At(Wrong, "\"attempts\" is not a whole number."));
        }

        return good ? new RetryPolicy((int)attempts, after, backoff, atMost) : null;
    }

    private static double Number(SourceNode retry, string name, double? otherwise, double least, double most, Action<Diagnostic> report)
    {
        if (retry[name] is not { } written)
        {
            return otherwise ?? Missing(retry, name, $"a number from {least} to {most}", report);
        }

        if (written.Kind == SourceKind.Number && double.TryParse(written.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        report(written.At(Wrong, $"\"{name}\" of a retry is not a number from {least} to {most}."));
        return least;
    }

    private static TimeSpan Span(SourceNode retry, string name, TimeSpan? otherwise, Action<Diagnostic> report)
    {
        if (retry[name] is not { } written)
        {
            return otherwise ?? TimeSpan.FromTicks((long)Missing(retry, name, "a pause such as 00:05:00", report));
        }

        if (TimeSpan.TryParseExact(written.Text, "c", CultureInfo.InvariantCulture, out var span) && span >= TimeSpan.FromSeconds(1) && span <= TimeSpan.FromDays(30))
        {
            return span;
        }

        report(written.At(Wrong, $"\"{name}\" of a retry is not a pause from a second to 30 days, such as 00:05:00."));
        return TimeSpan.FromSeconds(1);
    }

    private static double Missing(SourceNode retry, string name, string what, Action<Diagnostic> report)
    {
        report(retry.At(Wrong, $"A retry needs \"{name}\", {what}."));
        return 1;
    }
}

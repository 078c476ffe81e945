using System.Security.Claims;
using System.Text.Json.Serialization;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Schedules;
using OcrWorkflows.Host.Web;

namespace OcrWorkflows.Host.Api;

/// <summary>A lapse sweep by hand.</summary>
/// <param name="Confirm">How many a rehearsal says would lapse: with any other number nothing happens.</param>
public sealed record LapseRequest([property: JsonRequired] int Confirm);

/// <summary>Sweeps: when they run, what came of them, and the lapse sweep rehearsed and run by hand.</summary>
public static class SweepsApi
{
    public static void Map(RouteGroupBuilder sweeps)
    {
        sweeps.MapGet("/", (SweepBoard board, CancellationToken stop) => board.ReadAsync(stop)).RequireAuthorization(Policies.ReadProposals)
            .WithSummary("When each sweep runs next, and what came of its last run.");
        sweeps.MapGet("/lapse/rehearsal", RehearseAsync).RequireAuthorization(Policies.Sweep)
            .WithSummary("What would lapse as of a day (today when none is given), by which rule, and what lapses soon. Changes nothing.")
            .Produces<LapseResult>();
        sweeps.MapPost("/lapse", RunAsync).RequireAuthorization(Policies.Sweep)
            .WithSummary("Lets lapse what a rehearsal says would lapse today, when the number is confirmed.")
            .WithExample("""{ "confirm": 2 }""")
            .Produces<LapseResult>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static Task<LapseResult> RehearseAsync(ClaimsPrincipal user, LapseSweep sweep, CancellationToken stop, DateOnly? asOf = null) =>
        sweep.RunAsync(asOf, rehearse: true, Viewer.Of(user).Actor, stop);

    private static async Task<IResult> RunAsync(LapseRequest request, ClaimsPrincipal user, LapseSweep sweep, CancellationToken stop)
    {
        var result = await sweep.RunAsync(asOf: null, rehearse: false, Viewer.Of(user).Actor, stop, request.Confirm);
        return result switch
        {
            { Paused: { } pause } => Problems.Of(StatusCodes.Status409Conflict, "sweeps-paused", $"Sweeps are paused by {pause.By}: {result.Lapsed.Count} lapsed, the rest was left. ./ocr pause off ends it."),
            { Held: { } held } => Problems.Of(StatusCodes.Status409Conflict, "sweep-not-confirmed", $"{held.WouldLapse} would lapse now, not {request.Confirm}: nothing was changed. Rehearse, look at the list and confirm that number."),
            _ => Results.Ok(result),
        };
    }
}

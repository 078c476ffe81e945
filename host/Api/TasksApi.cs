using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Pages;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Host.Workflows;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Runtime.Tasks;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Api;

/// <summary>A task and what is filled in to do it.</summary>
/// <param name="Holder">User who has it in hand; null for nobody.</param>
/// <param name="HeldSince">When the holder got it, or it was handed back.</param>
public sealed record TaskDetail(Guid Instance, string Id, string Title, string? Role, DateOnly? DueOn, string? Holder, DateTimeOffset? HeldSince, IReadOnlyList<TaskField> Form);

/// <param name="To">Name of a user who may do the task.</param>
public sealed record DelegateRequest(string? To);

/// <param name="Status">delivered, or already-delivered for a repeat.</param>
/// <param name="SubStatus">Where the instance stands after it; null when that was not looked up.</param>
public sealed record TaskAnswer(string Status, InstanceSubStatus? SubStatus = null);

/// <summary>Tasks that wait for somebody.</summary>
public static class TasksApi
{
    private const int MostPerPage = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tasks", ListAsync).RequireAuthorization(Policies.Read).WithTags("tasks")
            .WithSummary("Tasks that wait, soonest due first. whose=mine: those I have in hand; team: those of my roles and those for any staff; all. free=true: only those that nobody has in hand.")
            .Produces<TaskPage>().ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/instances/{id:guid}/tasks/{task}", ShowAsync).RequireAuthorization(Policies.Read).WithTags("tasks")
            .WithSummary("One task, with the fields of its form and who has it in hand. Its ETag names the holding as looked at.").Produces<TaskDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/instances/{id:guid}/tasks/{task}", CompleteAsync).RequireAuthorization(Policies.DoTasks).WithTags("tasks")
            .WithSummary("Do a task: a JSON object with the fields of its form. The header Idempotency-Key (a UUID) makes a repeat harmless.")
            .WithExample("""{ "decision": "Confirmed" }""")
            .Produces<TaskAnswer>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        Handle(api, "claim", "Take a task in hand. Refused with the holder's name when somebody has it; what one has already stays so.", (hands, user, task, _, seen, stop) => hands.ClaimAsync(user, task, seen, stop));
        Handle(api, "release", "Hand a task back. Administrators and staff may hand back what another has.", (hands, user, task, _, seen, stop) => hands.ReleaseAsync(user, task, seen, stop));
        Handle(api, "delegate", "Pass a task to a user who may do it, named by the member to.", (hands, user, task, to, seen, stop) => hands.DelegateAsync(user, task, to, seen, stop));
    }

    /// <summary>What is asked for is a state, so that a repeat is harmless and needs no key. If-Match is taken when it is sent.</summary>
    private static void Handle(
        IEndpointRouteBuilder api, string path, string summary, Func<TaskHands, ClaimsPrincipal, TaskRow, string?, int?, CancellationToken, Task<TaskHandled>> work)
    {
        var endpoint = path == "delegate"
            ? api.MapPost($"/instances/{{id:guid}}/tasks/{{task}}/{path}", (Guid id, string task, DelegateRequest request, HttpContext context, TaskHands hands, OcrDbContext database, DefinitionLibrary definitions, CancellationToken stop) =>
                HandleAsync(id, task, request.To, context, hands, database, definitions, work, stop))
            : api.MapPost($"/instances/{{id:guid}}/tasks/{{task}}/{path}", (Guid id, string task, HttpContext context, TaskHands hands, OcrDbContext database, DefinitionLibrary definitions, CancellationToken stop) =>
                HandleAsync(id, task, null, context, hands, database, definitions, work, stop));
        endpoint.RequireAuthorization(Policies.DoTasks).WithTags("tasks").WithExample("""{ "to": "assurer-2" }""").WithSummary($"{summary} If-Match is taken when it is sent; a repeat is harmless.")
            .Produces<TaskDetail>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed);
        if (path == "delegate")
        {
            endpoint.ProducesProblem(StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> HandleAsync(
        Guid id, string task, string? to, HttpContext context, TaskHands hands, OcrDbContext database, DefinitionLibrary definitions,
        Func<TaskHands, ClaimsPrincipal, TaskRow, string?, int?, CancellationToken, Task<TaskHandled>> work, CancellationToken stop)
    {
        if (await FindAsync(id, task, context.User, database, definitions, stop) is not var (row, form))
        {
            return Unknown(id, task);
        }

        if (IfMatch.Read(context.Request, needed: false, out var seen) is { } unmatched)
        {
            return unmatched;
        }

        var handled = await work(hands, context.User, row, to, seen, stop);
        return handled.Refusal is { } refusal ? Refused(refusal, handled.Holding) : Detail(context, row, form, handled.Holding);
    }

    private static IResult Refused(Refusal refusal, TaskHolding holding) => Problems.Of(
        refusal.Code switch
        {
            "task-not-yours" => StatusCodes.Status403Forbidden,
            "without-user" or "delegate-unfit" => StatusCodes.Status400BadRequest,
            "changed-meanwhile" => StatusCodes.Status412PreconditionFailed,
            _ => StatusCodes.Status409Conflict,
        }, refusal.Code, refusal.Message, holding.Holder is null ? null : new Dictionary<string, object?> { ["holder"] = holding.Holder });

    private static IResult Detail(HttpContext context, TaskRow row, TaskForm form, TaskHolding holding)
    {
        context.Response.Headers.ETag = $"\"{holding.Version}\"";
        return Results.Ok(new TaskDetail(row.InstanceId.Value, row.BookmarkId, row.Title, row.Role, row.DueOn, holding.Holder, holding.Since, form.Fields));
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, TaskQueries tasks, TimeProvider time, CancellationToken stop,
        string whose = "all", bool free = false, bool overdue = false, string? definition = null, string? centre = null, int limit = 50, string? cursor = null)
    {
        TaskCursor after = default;
        if (cursor is not null && !TaskCursor.TryParse(cursor, out after))
        {
            return Problems.Bad("bad-cursor", "The cursor is not one that this API gave out; begin without one.");
        }

        if (limit is < 1 or > MostPerPage)
        {
            return Problems.Bad("bad-limit", $"The limit is {limit}; use 1 to {MostPerPage}.");
        }

        if (whose is not ("mine" or "team" or "all"))
        {
            return Problems.Bad("bad-whose", "Tasks are those of whose=mine, team or all.");
        }

        var today = WorkingCalendar.LocalDate(time.GetUtcNow());
        return Results.Ok(await tasks.ListAsync(
            Viewer.Of(user),
            new TaskFilter
            {
                Roles = whose == "team" ? user.Roles() : null,
                Holder = whose == "mine" ? Viewer.Of(user).Name : null,
                Free = free,
                Definition = definition,
                Centre = centre,
                DueBefore = overdue ? today : null,
                Limit = limit,
                After = cursor is null ? null : after,
            },
            today,
            stop));
    }

    private static async Task<IResult> ShowAsync(Guid id, string task, HttpContext context, OcrDbContext database, DefinitionLibrary definitions, CancellationToken stop) =>
        await FindAsync(id, task, context.User, database, definitions, stop) is var (row, form)
            ? Detail(context, row, form, await TaskDesk.FindAsync(database, row.InstanceId, row.BookmarkId, stop))
            : Unknown(id, task);

    private static async Task<IResult> CompleteAsync(
        Guid id, string task, JsonElement answer, [FromHeader(Name = "Idempotency-Key")] string? key,
        ClaimsPrincipal user, OcrDbContext database, DefinitionLibrary definitions, Inbox inbox, IIdSource ids, CancellationToken stop)
    {
        if (!IdempotencyKey.TryRead(key, out var request))
        {
            return IdempotencyKey.Unreadable;
        }

        if (ApiJson.Plain(answer) is not IReadOnlyDictionary<string, object?> given)
        {
            return Problems.Bad("task-answer", "The answer to a task is a JSON object with the fields of its form.");
        }

        if (key is not null && await database.Set<RequestRow>().AsNoTracking().FirstOrDefaultAsync(r => r.RequestId == request && r.InstanceId == new InstanceId(id), stop) is { Accepted: true })
        {
            return Results.Ok(new TaskAnswer("already-delivered"));
        }

        if (await FindAsync(id, task, user, database, definitions, stop) is not var (row, form))
        {
            return Unknown(id, task);
        }

        if (!user.MayDo(row))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "task-not-yours", $"This task is for {row.Role ?? "staff"}.");
        }

        if (await TaskDesk.FindAsync(database, row.InstanceId, row.BookmarkId, stop) is var holding && !holding.IsOpenTo(Viewer.Of(user).Name))
        {
            return Refused(new Refusal("task-held", $"{holding.Holder} has this task; nothing was recorded. Ask {holding.Holder} to hand it back, or staff to do so."), holding);
        }

        var read = form.Read(given);
        if (read.Faults.Count > 0)
        {
            return Results.ValidationProblem(
                read.Faults.GroupBy(f => f.Field ?? "").ToDictionary(g => g.Key, g => g.Select(f => f.Message).ToArray(), StringComparer.Ordinal),
                "The answer does not fit the form of the task; nothing was recorded.",
                statusCode: StatusCodes.Status400BadRequest,
                type: "urn:ocr:problem:task-answer",
                extensions: new Dictionary<string, object?> { ["code"] = "task-answer" });
        }

        var delivery = await inbox.DeliverAsync(new InstanceId(id), new TaskCompleted(row.BookmarkId, read.Values), request ?? ids.Next(), Viewer.Of(user).Actor, stop);
        return delivery.Status switch
        {
            DeliveryStatus.Delivered => Results.Ok(new TaskAnswer("delivered", delivery.State?.SubStatus)),
            DeliveryStatus.AlreadyDelivered => Results.Ok(new TaskAnswer("already-delivered", delivery.State?.SubStatus)),
            DeliveryStatus.AlreadyFinished => Problems.Of(StatusCodes.Status409Conflict, "instance-finished", "The instance has ended; its tasks are gone."),
            _ => Problems.Of(StatusCodes.Status409Conflict, "task-gone", "Somebody else did the task meanwhile, or the workflow has moved on. Nothing was changed."),
        };
    }

    private static async Task<(TaskRow Row, TaskForm Form)?> FindAsync(
        Guid id, string task, ClaimsPrincipal user, OcrDbContext database, DefinitionLibrary definitions, CancellationToken stop)
    {
        var instance = await Viewer.Of(user).Limit(database.Set<InstanceRow>()).AsNoTracking().FirstOrDefaultAsync(i => i.Id == new InstanceId(id), stop);
        var row = instance is null ? null : await database.Set<TaskRow>().AsNoTracking().FirstOrDefaultAsync(t => t.InstanceId == instance.Id && t.BookmarkId == task, stop);
        return row is null ? null : (row, (await definitions.GetAsync(instance!.DefinitionId, instance.DefinitionVersion, stop)).FormOf(row.ActivityId));
    }

    private static IResult Unknown(Guid id, string task) => Problems.NotFound("task-unknown", $"There is no task {task} of an instance {id} that you may see; it may be done already.");
}

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
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Api;

/// <summary>A task and what is filled in to do it.</summary>
public sealed record TaskDetail(Guid Instance, string Id, string Title, string? Role, DateOnly? DueOn, IReadOnlyList<TaskField> Form);

/// <summary>Tasks that wait for somebody.</summary>
public static class TasksApi
{
    private const int MostPerPage = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tasks", ListAsync).RequireAuthorization(Policies.Read).WithTags("tasks")
            .WithSummary("Tasks that wait, soonest due first. mine=true: only those of my roles and those for any staff.")
            .Produces<TaskPage>().ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/instances/{id:guid}/tasks/{task}", ShowAsync).RequireAuthorization(Policies.Read).WithTags("tasks")
            .WithSummary("One task, with the fields of its form.").Produces<TaskDetail>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/instances/{id:guid}/tasks/{task}", CompleteAsync).RequireAuthorization(Policies.Read).WithTags("tasks")
            .WithSummary("Do a task: a JSON object with the fields of its form. The header Idempotency-Key (a UUID) makes a repeat harmless.")
            .Produces<object>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(
        ClaimsPrincipal user, TaskQueries tasks, TimeProvider time, CancellationToken stop,
        bool mine = false, bool overdue = false, string? definition = null, string? centre = null, int limit = 50, string? cursor = null)
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

        var today = WorkingCalendar.LocalDate(time.GetUtcNow());
        return Results.Ok(await tasks.ListAsync(
            Viewer.Of(user),
            new TaskFilter
            {
                Roles = mine ? user.Roles() : null,
                Definition = definition,
                Centre = centre,
                DueBefore = overdue ? today : null,
                Limit = limit,
                After = cursor is null ? null : after,
            },
            today,
            stop));
    }

    private static async Task<IResult> ShowAsync(Guid id, string task, ClaimsPrincipal user, OcrDbContext database, DefinitionLibrary definitions, CancellationToken stop) =>
        await FindAsync(id, task, user, database, definitions, stop) is var (row, form)
            ? Results.Ok(new TaskDetail(id, row.BookmarkId, row.Title, row.Role, row.DueOn, form.Fields))
            : Unknown(id, task);

    private static async Task<IResult> CompleteAsync(
        Guid id, string task, JsonElement answer, [FromHeader(Name = "Idempotency-Key")] string? key,
        ClaimsPrincipal user, OcrDbContext database, DefinitionLibrary definitions, Inbox inbox, IIdSource ids, CancellationToken stop)
    {
        var request = Guid.Empty;
        if (key is not null && !Guid.TryParse(key, out request))
        {
            return Problems.Bad("bad-idempotency-key", "The header Idempotency-Key must be a UUID, the same for every repeat of one request.");
        }

        if (ApiJson.Plain(answer) is not IReadOnlyDictionary<string, object?> given)
        {
            return Problems.Bad("task-answer", "The answer to a task is a JSON object with the fields of its form.");
        }

        if (key is not null && await database.Set<RequestRow>().AsNoTracking().FirstOrDefaultAsync(r => r.RequestId == request && r.InstanceId == new InstanceId(id), stop) is { Accepted: true })
        {
            return Results.Ok(new { status = "already-delivered" });
        }

        if (await FindAsync(id, task, user, database, definitions, stop) is not var (row, form))
        {
            return Unknown(id, task);
        }

        if (!user.MayDo(row))
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "task-not-yours", $"This task is for {row.Role ?? "staff"}.");
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

        var delivery = await inbox.DeliverAsync(new InstanceId(id), new TaskCompleted(row.BookmarkId, read.Values), key is null ? ids.Next() : request, Viewer.Of(user).Actor, stop);
        return delivery.Status switch
        {
            DeliveryStatus.Delivered => Results.Ok(new { status = "delivered", subStatus = delivery.State?.SubStatus }),
            DeliveryStatus.AlreadyDelivered => Results.Ok(new { status = "already-delivered", subStatus = delivery.State?.SubStatus }),
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

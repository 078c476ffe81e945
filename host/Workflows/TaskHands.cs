using System.Security.Claims;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Pages;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Workflows;

/// <summary>What a person may do with the holding of a task, for pages and API alike. The task itself must be one that the person may see.</summary>
public sealed class TaskHands(TaskDesk desk, People people)
{
    private const string NotYours = "task-not-yours";

    /// <summary>Those the person may pass the task to: whoever may do it, and for a centre's user only others of that centre.</summary>
    public async Task<IReadOnlyList<string>> ColleaguesAsync(ClaimsPrincipal user, TaskRow task, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(task);
        IReadOnlyCollection<string> roles = task.Role is null ? Policies.RolesOf[Policies.Deliver]
            : Viewer.Of(user).Centre is not null ? [task.Role]
            : [task.Role, RoleNames.Administrator];
        return await people.HoldersAsync(roles, task.CentreNumber, stop);
    }

    public async Task<TaskHandled> ClaimAsync(ClaimsPrincipal user, TaskRow task, int? seen, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(task);
        return user.MayDo(task)
            ? await desk.ClaimAsync(task.InstanceId, task.BookmarkId, seen, Viewer.Of(user).Actor, stop)
            : Refused(NotYours, $"This task is for {task.Role ?? "staff"}.");
    }

    public async Task<TaskHandled> ReleaseAsync(ClaimsPrincipal user, TaskRow task, int? seen, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(task);
        return MayHandle(user, task)
            ? await desk.ReleaseAsync(task.InstanceId, task.BookmarkId, seen, user.May(Policies.Operate), Viewer.Of(user).Actor, stop)
            : Refused(NotYours, $"This task is for {task.Role ?? "staff"}.");
    }

    public async Task<TaskHandled> DelegateAsync(ClaimsPrincipal user, TaskRow task, string? to, int? seen, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (!MayHandle(user, task))
        {
            return Refused(NotYours, $"This task is for {task.Role ?? "staff"}.");
        }

        if (string.IsNullOrWhiteSpace(to))
        {
            return Refused("without-user", "Name the user who is to have the task.");
        }

        return await ColleaguesAsync(user, task, stop) is var colleagues && colleagues.FirstOrDefault(c => string.Equals(c, to.Trim(), StringComparison.OrdinalIgnoreCase)) is { } known
            ? await desk.DelegateAsync(task.InstanceId, task.BookmarkId, known, seen, user.May(Policies.Operate), Viewer.Of(user).Actor, stop)
            : Refused("delegate-unfit", $"There is nobody of that name who may do this task; it is for {task.Role ?? "staff"}. Nothing was changed.");
    }

    /// <summary>Who does such tasks, and who looks after workflows by hand.</summary>
    public static bool MayHandle(ClaimsPrincipal user, TaskRow task) => user.MayDo(task) || user.May(Policies.Operate);

    private static TaskHandled Refused(string code, string message) => new(TaskHolding.Nobody, new Refusal(code, message));
}

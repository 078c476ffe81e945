using OcrWorkflows.Centres.Export;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Publishing;

/// <summary>Notes exports that show personal data.</summary>
public static class PersonalExports
{
    /// <summary>One line for a list with names in clear; nothing for one without, or with names masked.</summary>
    /// <param name="way">How it is asked for, such as <c>by the command line</c>.</param>
    public static Task NoteExportAsync(this PersonalDataViews views, ExportList list, ExportScope scope, string way, Actor viewer, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(scope);
        return scope.Personal && list.HoldsPersonalData
            ? views.NoteAsync(list.Name, "exported", $"Exported {way} with names, UCI and ULN: {list.Name} of {(scope.Centre is { } centre ? $"centre {Mask.Code(centre)}" : "all centres")}{(scope.Since is { } since ? $" since {since:yyyy-MM-dd}" : "")}.", viewer, stop)
            : Task.CompletedTask;
    }
}

using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Export;

/// <summary>A list that can be exported.</summary>
/// <param name="Name">As it stands in addresses and on the command line.</param>
/// <param name="SinceOf">What <see cref="ExportScope.Since"/> is compared with, in words.</param>
/// <param name="Rows">Reads row by row, in an order that does not change.</param>
public sealed record ExportList(string Name, string SinceOf, IReadOnlyList<string> Header, Func<OcrDbContext, ExportScope, IAsyncEnumerable<IReadOnlyList<object?>>> Rows)
{
    /// <summary>Every list, by name.</summary>
    public static IReadOnlyList<ExportList> All { get; } =
    [
        RegisterLists.Centres, RegisterLists.Certificates, RegisterLists.Charges, RegisterLists.Claims, EngineLists.Decisions, RegisterLists.Entries, EngineLists.Instances, RegisterLists.Visits,
    ];

    /// <summary>Whether names and identifiers of candidates are among its columns.</summary>
    public bool HoldsPersonalData => Header.Any(RegisterLists.Masked.Contains);

    /// <returns>How many rows were written.</returns>
    public async Task<long> WriteAsync(OcrDbContext database, ExportScope scope, Stream stream, CancellationToken stop) =>
        await CsvTable.WriteAsync(stream, Header, Rows(database, scope), stop);
}

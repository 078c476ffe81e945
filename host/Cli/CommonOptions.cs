using System.CommandLine;

namespace OcrWorkflows.Host.Cli;

/// <summary>Options that every command takes.</summary>
internal sealed class CommonOptions
{
    public Option<bool> Json { get; } = new("--json") { Description = "Findings and figures as JSON, and nothing else, on standard output", Recursive = true };

    public Option<string?> Database { get; } = new("--database") { Description = "SQLite file, or a connection string (with --provider)", HelpName = "FILE", Recursive = true };

    public Option<string?> Provider { get; } = new("--provider") { Description = "Sqlite (default), SqlServer or Postgres", HelpName = "NAME", Recursive = true };

    public Option<string?> RuleSets { get; } = new("--rule-sets") { Description = "Folder of rule sets and reference data", HelpName = "FOLDER", Recursive = true };

    public Option<string?> Workflows { get; } = new("--workflows") { Description = "Folder of workflow definitions", HelpName = "FOLDER", Recursive = true };

    public Option<string?> As { get; } = new("--as") { Description = "User who acts; admin unless given", HelpName = "NAME", Recursive = true };

    public IEnumerable<Option> All => [Json, Database, Provider, RuleSets, Workflows, As];
}

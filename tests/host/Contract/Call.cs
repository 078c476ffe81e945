using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Tests.Contract;

/// <summary>One row of the table: who asks for what, and the status that answers. A word after <c>$</c> stands for something of the sample or kept from an answer before.</summary>
internal sealed record Call(string Method, string Address, string As, int Status)
{
    public const string Administrator = RoleNames.Administrator, Approver = RoleNames.Approver, Staff = RoleNames.Staff, Assurer = RoleNames.Assurer, Auditor = RoleNames.Auditor;

    /// <summary>A user of the centre <c>$centre</c>.</summary>
    public const string Centre = RoleNames.Centre;

    /// <summary>Another with the role of an assurer.</summary>
    public const string SecondAssurer = "second assurer";

    public string? Body { get; init; }

    public string MediaType { get; init; } = "application/json";

    /// <summary>Idempotency-Key.</summary>
    public string? Key { get; init; }

    /// <summary>If-Match.</summary>
    public string? Tag { get; init; }

    /// <summary>What is kept for later rows, such as <c>claim=claimNumber</c>; <c>tag=ETag</c> keeps the header.</summary>
    public string Keep { get; init; } = "";

    /// <summary>What is done to the sample before, past the API.</summary>
    public Func<Sample, Task>? First { get; init; }

    public static Call Get(string address, string by, int status, string keep = "") => new("GET", address, by, status) { Keep = keep };

    public static Call Post(string address, string by, int status, string? body = null, string? key = null, string? tag = null, string keep = "", Func<Sample, Task>? first = null) =>
        new("POST", address, by, status) { Body = body, Key = key, Tag = tag, Keep = keep, First = first };

    public static Call Put(string address, string by, int status, string? body = null, string? tag = null, string keep = "") =>
        new("PUT", address, by, status) { Body = body, Tag = tag, Keep = keep };
}

namespace OcrWorkflows.Host.Api;

/// <summary>Everything under /api/v1. Whatever the pages do, a program can do here.</summary>
public static class ApiEndpoints
{
    public static void MapApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1").WithRefusals();
        InstancesApi.Map(api.MapGroup("/instances").WithTags("instances"));
        InstanceStartApi.Map(api.MapGroup("/instances").WithTags("instances"));
        OperationsApi.Map(api.MapGroup("/instances").WithTags("instances"));
        BulkApi.Map(api.MapGroup("/instances").WithTags("instances"));
        CentresApi.Map(api.MapGroup("/centres").WithTags("centres"));
        ApprovalsApi.Map(api.MapGroup("/approvals").WithTags("approvals"));
        RuleSetsApi.Map(api.MapGroup("/rule-sets").WithTags("rule sets"));
        DefinitionsApi.Map(api.MapGroup("/definitions").WithTags("definitions"));
        DecisionsApi.Map(api.MapGroup("/decisions").WithTags("decisions"));
        AccountApi.Map(api.MapGroup("/account").WithTags("account"));
        UsersApi.Map(api.MapGroup("/users").WithTags("users"));
        AuditApi.Map(api);
        SweepsApi.Map(api.MapGroup("/sweeps").WithTags("sweeps"));
        CalendarsApi.Map(api.MapGroup("/calendars").WithTags("calendars"));
        FeesApi.Map(api.MapGroup("/fees").WithTags("fees"));
        ViewsApi.Map(api.MapGroup("/views").WithTags("views"));
        TasksApi.Map(api);
        ClaimsApi.Map(api);
        ExportApi.Map(api);
        EntriesApi.Map(api.MapGroup("/entries").WithTags("entries"));
    }
}

DELETE FROM [Bookmarks]
OUTPUT 1
WHERE [BookmarkId] = @p0 AND [InstanceId] = @p1;

DELETE FROM [Tasks]
OUTPUT 1
WHERE [BookmarkId] = @p0 AND [InstanceId] = @p1;

DELETE FROM [Timers]
OUTPUT 1
WHERE [BookmarkId] = @p0 AND [InstanceId] = @p1;

DELETE FROM [b]
FROM [Bookmarks] AS [b];

DELETE FROM [b]
FROM [BulkTargets] AS [b]
WHERE 0 = 1;

DELETE FROM [b]
FROM [BulkTargets] AS [b]
WHERE [b].[InstanceId] = @ids1 AND [b].[Outcome] <> N'Pending';

DELETE FROM [e]
FROM [EarlyEvents] AS [e]
WHERE 0 = 1;

DELETE FROM [e]
FROM [EarlyEvents] AS [e]
WHERE [e].[At] < @before AND [e].[Status] <> N'Kept';

DELETE FROM [e]
FROM [EarlyEvents] AS [e]
WHERE [e].[InstanceId] = @ids1;

DELETE FROM [i]
FROM [Incidents] AS [i]
WHERE 0 = 1;

DELETE FROM [i]
FROM [Incidents] AS [i]
WHERE [i].[InstanceId] = @ids1;

DELETE FROM [i]
FROM [Instances] AS [i]
WHERE 0 = 1;

DELETE FROM [i]
FROM [Instances] AS [i]
WHERE [i].[Id] = @child;

DELETE FROM [i]
FROM [Instances] AS [i]
WHERE [i].[Id] = @ids1;

DELETE FROM [j]
FROM [Journal] AS [j]
WHERE 0 = 1;

DELETE FROM [j]
FROM [Journal] AS [j]
WHERE [j].[InstanceId] = @ids1;

DELETE FROM [j]
FROM [Journal] AS [j]
WHERE [j].[Sequence] = @sequence;

DELETE FROM [o]
FROM [Outbox] AS [o]
WHERE [o].[SentAt] IS NOT NULL AND [o].[SentAt] < @before;

DELETE FROM [r]
FROM [Requests] AS [r]
WHERE 0 = 1;

DELETE FROM [r]
FROM [Requests] AS [r]
WHERE [r].[At] < @before AND NOT EXISTS (
    SELECT 1
    FROM [EarlyEvents] AS [e]
    WHERE [e].[RequestId] = [r].[RequestId] AND [e].[Status] = N'Kept');

DELETE FROM [r]
FROM [Requests] AS [r]
WHERE [r].[InstanceId] = @ids1;

DELETE FROM [t]
FROM [TaskHoldings] AS [t]
WHERE 0 = 1;

DELETE FROM [t]
FROM [TaskHoldings] AS [t]
WHERE [t].[InstanceId] = @ids1;

DROP TABLE "Notes";

INSERT INTO [Bookmarks] ([BookmarkId], [InstanceId], [ActivityId], [CorrelationId], [CreatedAt], [EventName], [Kind])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6);

INSERT INTO [BulkOperations] ([Id], [AskedAt], [AskedBy], [ConfirmedAt], [ConfirmedBy], [Done], [EndedAt], [Event], [Filter], [Operation], [Reason], [Refused], [SeenAt], [State], [ToVersion], [Total], [WorkedBy])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16);

INSERT INTO [BulkTargets] ([BulkId], [InstanceId], [Outcome], [Refusal])
VALUES (@p0, @p1, @p2, @p3);

INSERT INTO [CalendarEditions] ([Edition], [Division], [Holidays])
VALUES (@p0, @p1, @p2);

INSERT INTO [Decisions] ([Id], [At], [By], [DecisionDate], [Facts], [Findings], [HostVersion], [Outcome], [RuleSet], [RuleSetHash], [Subject], [Used]) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11);

INSERT INTO [DefinitionVersions] ([Id], [ApprovedBy], [Comment], [Content], [ContentHash], [DefinitionId], [IsCurrent], [Origin], [Proposal], [PublishedAt], [PublishedBy], [Version])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11);

INSERT INTO [EarlyEvents] ([RequestId], [Actor], [At], [Event], [ExpiresAt], [InstanceId], [Name], [SettledAt], [Status])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8);

INSERT INTO [Incidents] ([ActivityInstanceId], [At], [InstanceId], [ActivityId], [Details], [Message], [ResolvedAt])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6);

INSERT INTO [Instances] ([Id], [CentreNumber], [CorrelationId], [CreatedAt], [DefinitionHash], [DefinitionId], [DefinitionVersion], [FinishedAt], [HasIncident], [HasKeptEvents], [JournalHash], [Name], [NextDueAt], [ParentId], [QualificationCode], [State], [Status], [SubStatus], [UpdatedAt], [Version])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19);

INSERT INTO [Journal] ([InstanceId], [Sequence], [ActivityId], [ActivityInstanceId], [Actor], [At], [Event], [Hash], [Message], [Payload], [PayloadHash], [RequestId])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11);

INSERT INTO [Notes] ([Id], [Text])
VALUES (@p0, @p1);

INSERT INTO [Outbox] ([Id], [Attempts], [ClaimedBy], [ClaimedUntil], [CreatedAt], [GivenUpAt], [InstanceId], [Key], [Kind], [LastError], [NextAttemptAt], [Payload], [SentAt])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12);

INSERT INTO [Proposals] ([Id], [Authors], [BaseVersion], [Binding], [Cases], [CasesHash], [Checks], [Comment], [DecidedAt], [DecidedBy], [Impact], [ImpactHash], [ImpactOf], [Kind], [Origin], [ProposedAt], [ProposedBy], [PublishedVersion], [ReplayDone], [ReplaySeenAt], [ReplayTotal], [ReplayedBy], [RequestId], [RuleSet], [Rules], [RulesHash], [State], [Version], [Why])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19, @p20, @p21, @p22, @p23, @p24, @p25, @p26, @p27, @p28);

INSERT INTO [PublishingEvents] ([RuleSet], [Sequence], [Action], [At], [By], [Hash], [Proposal], [RuleSetVersion], [Text])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8);

INSERT INTO [RefusedChanges] ([Id], [At], [By], [ContentHash], [Diagnostics], [IsOpen], [Kind], [Name])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7);

INSERT INTO [Requests] ([RequestId], [Accepted], [At], [InstanceId])
VALUES (@p0, @p1, @p2, @p3);

INSERT INTO [RuleSetVersions] ([Id], [ApprovedBy], [Cases], [Comment], [ContentHash], [CurrentName], [IsCurrent], [Name], [Origin], [Proposal], [PublishedAt], [PublishedBy], [Rules], [Warnings])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13);

INSERT INTO [RuleSetVersions] ([Id], [ApprovedBy], [Cases], [Comment], [ContentHash], [CurrentName], [IsCurrent], [Name], [Origin], [Proposal], [PublishedAt], [PublishedBy], [Rules], [Warnings]) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13);

INSERT INTO [SweepRuns] ([Id], [By], [EndedAt], [Outcome], [StartedAt], [Sweep], [Text])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6);

INSERT INTO [TaskHoldings] ([BookmarkId], [InstanceId], [Holder], [Since], [Version])
VALUES (@p0, @p1, @p2, @p3, @p4);

INSERT INTO [Tasks] ([BookmarkId], [InstanceId], [ActivityId], [CentreNumber], [CreatedAt], [DueOn], [Name], [Payload], [Role], [Title])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9);

INSERT INTO [Timers] ([BookmarkId], [InstanceId], [ActivityId], [Attempts], [ClaimedBy], [ClaimedUntil], [DueAt], [Explanation])
VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7);

ROLLBACK TRANSACTION [effect];

ROLLBACK TRANSACTION [turn];

SAVE TRANSACTION [__EFSavePoint];

SAVE TRANSACTION [child];

SAVE TRANSACTION [effect];

SAVE TRANSACTION [turn];

SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [BulkOperations] AS [b]
        WHERE [b].[Id] = @id AND [b].[State] = N'Running' AND [b].[WorkedBy] = @_options_HostName) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;

SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [CalendarEditions] AS [c]
        WHERE [c].[Edition] = @edition) THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;

SELECT CASE
    WHEN EXISTS (
        SELECT 1
        FROM [Instances] AS [i]
        WHERE [i].[Id] = @child AND [i].[Status] = N'Running') THEN CAST(1 AS bit)
    ELSE CAST(0 AS bit)
END;

SELECT COUNT(*)
FROM [BulkTargets] AS [b]
WHERE [b].[BulkId] = @id AND [b].[Outcome] = N'Done';

SELECT COUNT(*)
FROM [BulkTargets] AS [b]
WHERE [b].[BulkId] = @id AND [b].[Outcome] = N'Refused';

SELECT COUNT(*)
FROM [Instances] AS [i];

SELECT COUNT(*)
FROM [Notes] AS [n];

SELECT COUNT_BIG(*)
FROM [EarlyEvents] AS [e]
WHERE [e].[Status] = N'Expired';

SELECT COUNT_BIG(*)
FROM [EarlyEvents] AS [e]
WHERE [e].[Status] = N'Kept';

SELECT COUNT_BIG(*)
FROM [Instances] AS [i]
WHERE [i].[SubStatus] IN (N'Finished', N'Cancelled') AND [i].[FinishedAt] < @before AND NOT EXISTS (
    SELECT 1
    FROM [Instances] AS [i0]
    WHERE [i0].[Id] = [i].[ParentId] AND [i0].[SubStatus] <> N'Finished' AND [i0].[SubStatus] <> N'Cancelled');

SELECT DISTINCT [b].[InstanceId]
FROM [Bookmarks] AS [b]
WHERE [b].[EventName] = @name;

SELECT MAX([d].[Version])
FROM [DefinitionVersions] AS [d]
WHERE [d].[DefinitionId] = @id;

SELECT MAX([j].[Sequence])
FROM [Journal] AS [j];

SELECT TOP(1) [b].[Id], [b].[AskedAt], [b].[AskedBy], [b].[ConfirmedAt], [b].[ConfirmedBy], [b].[Done], [b].[EndedAt], [b].[Event], [b].[Filter], [b].[Operation], [b].[Reason], [b].[Refused], [b].[SeenAt], [b].[State], [b].[ToVersion], [b].[Total], [b].[WorkedBy]
FROM [BulkOperations] AS [b]
WHERE [b].[Id] = @id;

SELECT TOP(1) [b].[Id], [b].[AskedAt], [b].[AskedBy], [b].[ConfirmedAt], [b].[ConfirmedBy], [b].[Done], [b].[EndedAt], [b].[Event], [b].[Filter], [b].[Operation], [b].[Reason], [b].[Refused], [b].[SeenAt], [b].[State], [b].[ToVersion], [b].[Total], [b].[WorkedBy]
FROM [BulkOperations] AS [b]
WHERE [b].[Id] = @request_Id;

SELECT TOP(1) [b].[Id], [b].[AskedAt], [b].[AskedBy], [b].[ConfirmedAt], [b].[ConfirmedBy], [b].[Done], [b].[EndedAt], [b].[Event], [b].[Filter], [b].[Operation], [b].[Reason], [b].[Refused], [b].[SeenAt], [b].[State], [b].[ToVersion], [b].[Total], [b].[WorkedBy]
FROM [BulkOperations] AS [b]
WHERE [b].[State] = N'Running' AND ([b].[WorkedBy] IS NULL OR [b].[SeenAt] IS NULL OR [b].[SeenAt] < @dead)
ORDER BY [b].[AskedAt];

SELECT TOP(1) [b].[Id], [b].[AskedAt], [b].[AskedBy], [b].[ConfirmedAt], [b].[ConfirmedBy], [b].[Done], [b].[EndedAt], [b].[Event], [b].[Filter], [b].[Operation], [b].[Reason], [b].[Refused], [b].[SeenAt], [b].[State], [b].[ToVersion], [b].[Total], [b].[WorkedBy]
FROM [BulkOperations] AS [b]
WHERE [b].[State] = N'Running' AND ([b].[WorkedBy] IS NULL OR [b].[SeenAt] IS NULL OR [b].[SeenAt] < @dead) AND [b].[Id] = @id
ORDER BY [b].[AskedAt];

SELECT TOP(1) [d].[Id]
FROM [DefinitionVersions] AS [d]
WHERE [d].[DefinitionId] = @name AND [d].[IsCurrent] = CAST(1 AS bit);

SELECT TOP(1) [d].[Id], [d].[ContentHash]
FROM [DefinitionVersions] AS [d]
WHERE [d].[DefinitionId] = @name AND [d].[IsCurrent] = CAST(1 AS bit);

SELECT TOP(1) [i].[Id], [i].[CentreNumber], [i].[CorrelationId], [i].[CreatedAt], [i].[DefinitionHash], [i].[DefinitionId], [i].[DefinitionVersion], [i].[FinishedAt], [i].[HasIncident], [i].[HasKeptEvents], [i].[JournalHash], [i].[Name], [i].[NextDueAt], [i].[ParentId], [i].[QualificationCode], [i].[State], [i].[Status], [i].[SubStatus], [i].[UpdatedAt], [i].[Version]
FROM [Instances] AS [i]
WHERE [i].[CorrelationId] = @correlationId
ORDER BY [i].[FinishedAt] DESC;

SELECT TOP(1) [i].[Id], [i].[CentreNumber], [i].[CorrelationId], [i].[CreatedAt], [i].[DefinitionHash], [i].[DefinitionId], [i].[DefinitionVersion], [i].[FinishedAt], [i].[HasIncident], [i].[HasKeptEvents], [i].[JournalHash], [i].[Name], [i].[NextDueAt], [i].[ParentId], [i].[QualificationCode], [i].[State], [i].[Status], [i].[SubStatus], [i].[UpdatedAt], [i].[Version]
FROM [Instances] AS [i]
WHERE [i].[Id] = @p;

SELECT TOP(1) [n].[Id], [n].[Text]
FROM [Notes] AS [n]
WHERE [n].[Id] = @p;

SELECT TOP(1) [p].[Id], [p].[Authors], [p].[BaseVersion], [p].[Binding], [p].[Cases], [p].[CasesHash], [p].[Checks], [p].[Comment], [p].[DecidedAt], [p].[DecidedBy], [p].[Impact], [p].[ImpactHash], [p].[ImpactOf], [p].[Kind], [p].[Origin], [p].[ProposedAt], [p].[ProposedBy], [p].[PublishedVersion], [p].[ReplayDone], [p].[ReplaySeenAt], [p].[ReplayTotal], [p].[ReplayedBy], [p].[RequestId], [p].[RuleSet], [p].[Rules], [p].[RulesHash], [p].[State], [p].[Version], [p].[Why]
FROM [Proposals] AS [p]
WHERE [p].[Id] = @_8__locals1_id;

SELECT TOP(1) [p].[Id], [p].[Authors], [p].[BaseVersion], [p].[Binding], [p].[Cases], [p].[CasesHash], [p].[Checks], [p].[Comment], [p].[DecidedAt], [p].[DecidedBy], [p].[Impact], [p].[ImpactHash], [p].[ImpactOf], [p].[Kind], [p].[Origin], [p].[ProposedAt], [p].[ProposedBy], [p].[PublishedVersion], [p].[ReplayDone], [p].[ReplaySeenAt], [p].[ReplayTotal], [p].[ReplayedBy], [p].[RequestId], [p].[RuleSet], [p].[Rules], [p].[RulesHash], [p].[State], [p].[Version], [p].[Why]
FROM [Proposals] AS [p]
WHERE [p].[Id] = @id;

SELECT TOP(1) [p].[Id], [p].[Authors], [p].[BaseVersion], [p].[Binding], [p].[Cases], [p].[CasesHash], [p].[Checks], [p].[Comment], [p].[DecidedAt], [p].[DecidedBy], [p].[Impact], [p].[ImpactHash], [p].[ImpactOf], [p].[Kind], [p].[Origin], [p].[ProposedAt], [p].[ProposedBy], [p].[PublishedVersion], [p].[ReplayDone], [p].[ReplaySeenAt], [p].[ReplayTotal], [p].[ReplayedBy], [p].[RequestId], [p].[RuleSet], [p].[Rules], [p].[RulesHash], [p].[State], [p].[Version], [p].[Why]
FROM [Proposals] AS [p]
WHERE [p].[Kind] = @content_Kind AND [p].[RuleSet] = @content_Name AND [p].[RulesHash] = @rules AND [p].[CasesHash] = @cases AND [p].[State] <> N'Superseded' AND ([p].[BaseVersion] = @current_Id OR [p].[State] = N'Draft')
ORDER BY [p].[ProposedAt] DESC;

SELECT TOP(1) [p].[Id], [p].[Authors], [p].[BaseVersion], [p].[Binding], [p].[Cases], [p].[CasesHash], [p].[Checks], [p].[Comment], [p].[DecidedAt], [p].[DecidedBy], [p].[Impact], [p].[ImpactHash], [p].[ImpactOf], [p].[Kind], [p].[Origin], [p].[ProposedAt], [p].[ProposedBy], [p].[PublishedVersion], [p].[ReplayDone], [p].[ReplaySeenAt], [p].[ReplayTotal], [p].[ReplayedBy], [p].[RequestId], [p].[RuleSet], [p].[Rules], [p].[RulesHash], [p].[State], [p].[Version], [p].[Why]
FROM [Proposals] AS [p]
WHERE [p].[Kind] = @content_Kind AND [p].[RuleSet] = @content_Name AND [p].[RulesHash] = @rules AND [p].[CasesHash] = @cases AND [p].[State] IN (N'Draft', N'Proposed', N'Approved');

SELECT TOP(1) [p].[Id], [p].[Authors], [p].[BaseVersion], [p].[Binding], [p].[Cases], [p].[CasesHash], [p].[Checks], [p].[Comment], [p].[DecidedAt], [p].[DecidedBy], [p].[Impact], [p].[ImpactHash], [p].[ImpactOf], [p].[Kind], [p].[Origin], [p].[ProposedAt], [p].[ProposedBy], [p].[PublishedVersion], [p].[ReplayDone], [p].[ReplaySeenAt], [p].[ReplayTotal], [p].[ReplayedBy], [p].[RequestId], [p].[RuleSet], [p].[Rules], [p].[RulesHash], [p].[State], [p].[Version], [p].[Why]
FROM [Proposals] AS [p]
WHERE [p].[RequestId] = @repeated;

SELECT TOP(1) [p].[RuleSet], [p].[Sequence], [p].[Action], [p].[At], [p].[By], [p].[Hash], [p].[Proposal], [p].[RuleSetVersion], [p].[Text]
FROM [PublishingEvents] AS [p]
WHERE [p].[RuleSet] = @trail
ORDER BY [p].[Sequence] DESC;

SELECT TOP(1) [r].[Id], [r].[ContentHash], [r].[Cases]
FROM [RuleSetVersions] AS [r]
WHERE [r].[CurrentName] = @name;

SELECT TOP(1) [t].[InstanceId], [t].[BookmarkId], [t].[ActivityId], [t].[CentreNumber], [t].[CreatedAt], [t].[DueOn], [t].[Name], [t].[Payload], [t].[Role], [t].[Title]
FROM [Tasks] AS [t]
WHERE [t].[InstanceId] = @instance AND [t].[BookmarkId] = @task;

SELECT TOP(1) [t].[InstanceId], [t].[BookmarkId], [t].[Holder], [t].[Since], [t].[Version]
FROM [TaskHoldings] AS [t]
WHERE [t].[InstanceId] = @instance AND [t].[BookmarkId] = @task;

SELECT TOP(2) [b].[Id], [b].[AskedAt], [b].[AskedBy], [b].[ConfirmedAt], [b].[ConfirmedBy], [b].[Done], [b].[EndedAt], [b].[Event], [b].[Filter], [b].[Operation], [b].[Reason], [b].[Refused], [b].[SeenAt], [b].[State], [b].[ToVersion], [b].[Total], [b].[WorkedBy]
FROM [BulkOperations] AS [b]
WHERE [b].[Id] = @id;

SELECT TOP(2) [c].[Edition], [c].[Division], [c].[Holidays]
FROM [CalendarEditions] AS [c]
WHERE [c].[Edition] = @edition;

SELECT TOP(2) [d].[Id], [d].[ApprovedBy], [d].[Comment], [d].[Content], [d].[ContentHash], [d].[DefinitionId], [d].[IsCurrent], [d].[Origin], [d].[Proposal], [d].[PublishedAt], [d].[PublishedBy], [d].[Version]
FROM [DefinitionVersions] AS [d]
WHERE [d].[DefinitionId] = @definitionId AND [d].[Version] = @version;

SELECT TOP(2) [d].[Id], [d].[ApprovedBy], [d].[Comment], [d].[Content], [d].[ContentHash], [d].[DefinitionId], [d].[IsCurrent], [d].[Origin], [d].[Proposal], [d].[PublishedAt], [d].[PublishedBy], [d].[Version]
FROM [DefinitionVersions] AS [d]
WHERE [d].[DefinitionId] = @id AND [d].[IsCurrent] = CAST(1 AS bit);

SELECT TOP(2) [d].[Id], [d].[ApprovedBy], [d].[Comment], [d].[Content], [d].[ContentHash], [d].[DefinitionId], [d].[IsCurrent], [d].[Origin], [d].[Proposal], [d].[PublishedAt], [d].[PublishedBy], [d].[Version]
FROM [DefinitionVersions] AS [d]
WHERE [d].[Id] = @version;

SELECT TOP(2) [e].[RequestId], [e].[Actor], [e].[At], [e].[Event], [e].[ExpiresAt], [e].[InstanceId], [e].[Name], [e].[SettledAt], [e].[Status]
FROM [EarlyEvents] AS [e]
WHERE [e].[RequestId] = @request;

SELECT TOP(2) [i].[Id], [i].[CentreNumber], [i].[CorrelationId], [i].[CreatedAt], [i].[DefinitionHash], [i].[DefinitionId], [i].[DefinitionVersion], [i].[FinishedAt], [i].[HasIncident], [i].[HasKeptEvents], [i].[JournalHash], [i].[Name], [i].[NextDueAt], [i].[ParentId], [i].[QualificationCode], [i].[State], [i].[Status], [i].[SubStatus], [i].[UpdatedAt], [i].[Version]
FROM [Instances] AS [i]
WHERE [i].[Id] = @id;

SELECT TOP(2) [i].[Id], [i].[CentreNumber], [i].[CorrelationId], [i].[CreatedAt], [i].[DefinitionHash], [i].[DefinitionId], [i].[DefinitionVersion], [i].[FinishedAt], [i].[HasIncident], [i].[HasKeptEvents], [i].[JournalHash], [i].[Name], [i].[NextDueAt], [i].[ParentId], [i].[QualificationCode], [i].[State], [i].[Status], [i].[SubStatus], [i].[UpdatedAt], [i].[Version]
FROM [Instances] AS [i]
WHERE [i].[Id] = @instance_Id;

SELECT TOP(2) [i].[Id], [i].[CentreNumber], [i].[CorrelationId], [i].[CreatedAt], [i].[DefinitionHash], [i].[DefinitionId], [i].[DefinitionVersion], [i].[FinishedAt], [i].[HasIncident], [i].[HasKeptEvents], [i].[JournalHash], [i].[Name], [i].[NextDueAt], [i].[ParentId], [i].[QualificationCode], [i].[State], [i].[Status], [i].[SubStatus], [i].[UpdatedAt], [i].[Version]
FROM [Instances] AS [i];

SELECT TOP(2) [i].[Id], [i].[State], [r].[Accepted]
FROM [Requests] AS [r]
INNER JOIN [Instances] AS [i] ON [r].[InstanceId] = [i].[Id]
WHERE [r].[RequestId] = @request;

SELECT TOP(2) [i].[JournalHash]
FROM [Instances] AS [i]
WHERE [i].[Id] = @instance;

SELECT TOP(2) [i].[State], [i].[DefinitionVersion]
FROM [Instances] AS [i]
WHERE [i].[Id] = @id;

SELECT TOP(2) [o].[Id], [o].[Attempts], [o].[ClaimedBy], [o].[ClaimedUntil], [o].[CreatedAt], [o].[GivenUpAt], [o].[InstanceId], [o].[Key], [o].[Kind], [o].[LastError], [o].[NextAttemptAt], [o].[Payload], [o].[SentAt]
FROM [Outbox] AS [o]
WHERE [o].[Id] = @message_Id AND [o].[ClaimedBy] = @_host AND [o].[SentAt] IS NULL;

SELECT TOP(2) [p].[Id], [p].[Authors], [p].[BaseVersion], [p].[Binding], [p].[Cases], [p].[CasesHash], [p].[Checks], [p].[Comment], [p].[DecidedAt], [p].[DecidedBy], [p].[Impact], [p].[ImpactHash], [p].[ImpactOf], [p].[Kind], [p].[Origin], [p].[ProposedAt], [p].[ProposedBy], [p].[PublishedVersion], [p].[ReplayDone], [p].[ReplaySeenAt], [p].[ReplayTotal], [p].[ReplayedBy], [p].[RequestId], [p].[RuleSet], [p].[Rules], [p].[RulesHash], [p].[State], [p].[Version], [p].[Why]
FROM [Proposals] AS [p]
WHERE [p].[Id] = @id;

SELECT TOP(2) [p].[Id], [p].[Authors], [p].[BaseVersion], [p].[Binding], [p].[Cases], [p].[CasesHash], [p].[Checks], [p].[Comment], [p].[DecidedAt], [p].[DecidedBy], [p].[Impact], [p].[ImpactHash], [p].[ImpactOf], [p].[Kind], [p].[Origin], [p].[ProposedAt], [p].[ProposedBy], [p].[PublishedVersion], [p].[ReplayDone], [p].[ReplaySeenAt], [p].[ReplayTotal], [p].[ReplayedBy], [p].[RequestId], [p].[RuleSet], [p].[Rules], [p].[RulesHash], [p].[State], [p].[Version], [p].[Why]
FROM [Proposals] AS [p]
WHERE [p].[Id] = @seen_Id;

SELECT TOP(2) [r].[Id], [r].[ApprovedBy], [r].[Cases], [r].[Comment], [r].[ContentHash], [r].[CurrentName], [r].[IsCurrent], [r].[Name], [r].[Origin], [r].[Proposal], [r].[PublishedAt], [r].[PublishedBy], [r].[Rules], [r].[Warnings]
FROM [RuleSetVersions] AS [r]
WHERE [r].[Id] = @_8__locals1_version;

SELECT TOP(@p) [b].[InstanceId]
FROM [BulkTargets] AS [b]
WHERE [b].[BulkId] = @id AND [b].[Outcome] = N'Pending'
ORDER BY [b].[InstanceId];

SELECT TOP(@p) [e].[RequestId], [e].[Actor], [e].[At], [e].[Event], [e].[ExpiresAt], [e].[InstanceId], [e].[Name], [e].[SettledAt], [e].[Status]
FROM [EarlyEvents] AS [e]
WHERE [e].[Status] <> N'Delivered'
ORDER BY [e].[At] DESC, [e].[RequestId];

SELECT TOP(@p) [i].[Id]
FROM [Instances] AS [i]
WHERE [i].[CorrelationId] = @correlationId AND [i].[Status] <> N'Finished';

SELECT TOP(@p) [i].[Id]
FROM [Instances] AS [i]
WHERE [i].[SubStatus] IN (N'Finished', N'Cancelled') AND [i].[FinishedAt] < @before AND NOT EXISTS (
    SELECT 1
    FROM [Instances] AS [i0]
    WHERE [i0].[Id] = [i].[ParentId] AND [i0].[SubStatus] <> N'Finished' AND [i0].[SubStatus] <> N'Cancelled')
ORDER BY [i].[Id];

SELECT TOP(@p) [i].[Id]
FROM [Instances] AS [i]
WHERE [i].[SubStatus] IN (N'Finished', N'Cancelled') AND [i].[FinishedAt] < @before AND NOT EXISTS (
    SELECT 1
    FROM [Instances] AS [i0]
    WHERE [i0].[Id] = [i].[ParentId] AND [i0].[SubStatus] <> N'Finished' AND [i0].[SubStatus] <> N'Cancelled') AND EXISTS (
    SELECT 1
    FROM [Journal] AS [j]
    WHERE [j].[InstanceId] = [i].[Id] AND [j].[Payload] IS NOT NULL)
ORDER BY [i].[Id];

SELECT TOP(@p) [i].[Id], [i].[CentreNumber], [i].[CorrelationId], [i].[CreatedAt], [i].[DefinitionHash], [i].[DefinitionId], [i].[DefinitionVersion], [i].[FinishedAt], [i].[HasIncident], [i].[HasKeptEvents], [i].[JournalHash], [i].[Name], [i].[NextDueAt], [i].[ParentId], [i].[QualificationCode], [i].[State], [i].[Status], [i].[SubStatus], [i].[UpdatedAt], [i].[Version]
FROM [Instances] AS [i]
WHERE [i].[Id] > @after
ORDER BY [i].[Id];

SELECT TOP(@p) [i].[Id], [i].[CentreNumber], [i].[CorrelationId], [i].[CreatedAt], [i].[DefinitionHash], [i].[DefinitionId], [i].[DefinitionVersion], [i].[FinishedAt], [i].[HasIncident], [i].[HasKeptEvents], [i].[JournalHash], [i].[Name], [i].[NextDueAt], [i].[ParentId], [i].[QualificationCode], [i].[State], [i].[Status], [i].[SubStatus], [i].[UpdatedAt], [i].[Version]
FROM [Instances] AS [i]
WHERE [i].[Status] = N'Running' AND [i].[SubStatus] <> N'OnHold' AND NOT EXISTS (
    SELECT 1
    FROM [Incidents] AS [i0]
    WHERE [i0].[InstanceId] = [i].[Id] AND [i0].[ResolvedAt] IS NULL) AND NOT EXISTS (
    SELECT 1
    FROM [Timers] AS [t]
    WHERE [t].[InstanceId] = [i].[Id]) AND NOT EXISTS (
    SELECT 1
    FROM [Bookmarks] AS [b]
    WHERE [b].[InstanceId] = [i].[Id]) AND NOT EXISTS (
    SELECT 1
    FROM [Tasks] AS [t0]
    WHERE [t0].[InstanceId] = [i].[Id]) AND [i].[Id] > @after
ORDER BY [i].[Id];

SELECT TOP(@p) [o].[Id], [o].[Attempts], [o].[ClaimedBy], [o].[ClaimedUntil], [o].[CreatedAt], [o].[GivenUpAt], [o].[InstanceId], [o].[Key], [o].[Kind], [o].[LastError], [o].[NextAttemptAt], [o].[Payload], [o].[SentAt]
FROM [Outbox] AS [o]
WHERE [o].[SentAt] IS NULL AND [o].[NextAttemptAt] <= @now AND [o].[GivenUpAt] IS NULL AND ([o].[ClaimedUntil] IS NULL OR [o].[ClaimedUntil] <= @now1)
ORDER BY [o].[NextAttemptAt], [o].[Id];

SELECT TOP(@p) [o].[Id], [o].[Attempts], [o].[ClaimedBy], [o].[ClaimedUntil], [o].[CreatedAt], [o].[GivenUpAt], [o].[InstanceId], [o].[Key], [o].[Kind], [o].[LastError], [o].[NextAttemptAt], [o].[Payload], [o].[SentAt]
FROM [Outbox] AS [o]
WHERE [o].[SentAt] IS NULL AND [o].[NextAttemptAt] <= @now AND [o].[GivenUpAt] IS NULL AND ([o].[ClaimedUntil] IS NULL OR [o].[ClaimedUntil] <= @now1) AND [o].[Kind] = @kind
ORDER BY [o].[NextAttemptAt], [o].[Id];

SELECT TOP(@p) [p].[Id], [p].[Authors], [p].[BaseVersion], [p].[Binding], [p].[Cases], [p].[CasesHash], [p].[Checks], [p].[Comment], [p].[DecidedAt], [p].[DecidedBy], [p].[Impact], [p].[ImpactHash], [p].[ImpactOf], [p].[Kind], [p].[Origin], [p].[ProposedAt], [p].[ProposedBy], [p].[PublishedVersion], [p].[ReplayDone], [p].[ReplaySeenAt], [p].[ReplayTotal], [p].[ReplayedBy], [p].[RequestId], [p].[RuleSet], [p].[Rules], [p].[RulesHash], [p].[State], [p].[Version], [p].[Why]
FROM [Proposals] AS [p]
WHERE [p].[Kind] = N'rule-set' AND [p].[State] IN (N'Draft', N'Proposed') AND [p].[Impact] IS NULL AND ([p].[ReplayedBy] IS NULL OR [p].[ReplaySeenAt] IS NULL OR [p].[ReplaySeenAt] < @dead)
ORDER BY [p].[ProposedAt];

SELECT TOP(@p) [p].[Id], [p].[Authors], [p].[BaseVersion], [p].[Binding], [p].[Cases], [p].[CasesHash], [p].[Checks], [p].[Comment], [p].[DecidedAt], [p].[DecidedBy], [p].[Impact], [p].[ImpactHash], [p].[ImpactOf], [p].[Kind], [p].[Origin], [p].[ProposedAt], [p].[ProposedBy], [p].[PublishedVersion], [p].[ReplayDone], [p].[ReplaySeenAt], [p].[ReplayTotal], [p].[ReplayedBy], [p].[RequestId], [p].[RuleSet], [p].[Rules], [p].[RulesHash], [p].[State], [p].[Version], [p].[Why]
FROM [Proposals] AS [p]
WHERE [p].[Kind] = N'rule-set' AND [p].[State] IN (N'Draft', N'Proposed') AND [p].[Impact] IS NULL AND ([p].[ReplayedBy] IS NULL OR [p].[ReplaySeenAt] IS NULL OR [p].[ReplaySeenAt] < @dead) AND [p].[Id] = @id
ORDER BY [p].[ProposedAt];

SELECT TOP(@p) [t].[InstanceId], [t].[BookmarkId], [t].[ActivityId], [t].[Attempts], [t].[ClaimedBy], [t].[ClaimedUntil], [t].[DueAt], [t].[Explanation]
FROM [Timers] AS [t]
WHERE [t].[DueAt] <= @now AND ([t].[ClaimedUntil] IS NULL OR [t].[ClaimedUntil] <= @now1)
ORDER BY [t].[DueAt], [t].[InstanceId], [t].[BookmarkId];

SELECT [b].[BookmarkId]
FROM [Bookmarks] AS [b]
WHERE [b].[InstanceId] = @instance_Id;

SELECT [b].[BulkId], [b].[InstanceId], [b].[Outcome], [b].[Refusal]
FROM [BulkTargets] AS [b];

SELECT [b].[Id], [b].[AskedAt], [b].[AskedBy], [b].[ConfirmedAt], [b].[ConfirmedBy], [b].[Done], [b].[EndedAt], [b].[Event], [b].[Filter], [b].[Operation], [b].[Reason], [b].[Refused], [b].[SeenAt], [b].[State], [b].[ToVersion], [b].[Total], [b].[WorkedBy]
FROM [BulkOperations] AS [b];

SELECT [b].[InstanceId], [b].[BookmarkId]
FROM [Bookmarks] AS [b]
WHERE NOT EXISTS (
    SELECT 1
    FROM [Instances] AS [i]
    WHERE [i].[Status] = N'Running' AND [i].[Id] = [b].[InstanceId]);

SELECT [b].[InstanceId], [b].[BookmarkId], [b].[ActivityId], [b].[CorrelationId], [b].[CreatedAt], [b].[EventName], [b].[Kind]
FROM [Bookmarks] AS [b];

SELECT [d].[DefinitionId], [d].[Version]
FROM [DefinitionVersions] AS [d]
WHERE [d].[IsCurrent] = CAST(1 AS bit);

SELECT [d].[Id], [d].[ApprovedBy], [d].[Comment], [d].[Content], [d].[ContentHash], [d].[DefinitionId], [d].[IsCurrent], [d].[Origin], [d].[Proposal], [d].[PublishedAt], [d].[PublishedBy], [d].[Version]
FROM [DefinitionVersions] AS [d];

SELECT [d].[Id], [d].[At], [d].[By], [d].[DecisionDate], [d].[Facts], [d].[Findings], [d].[HostVersion], [d].[Outcome], [d].[RuleSet], [d].[RuleSetHash], [d].[Subject], [d].[Used]
FROM [Decisions] AS [d];

SELECT [e].[RequestId], [e].[Actor], [e].[At], [e].[Event], [e].[ExpiresAt], [e].[InstanceId], [e].[Name], [e].[SettledAt], [e].[Status]
FROM [EarlyEvents] AS [e]
WHERE [e].[InstanceId] = @instance_Id AND [e].[Status] = N'Kept'
ORDER BY [e].[At], [e].[RequestId];

SELECT [e].[RequestId], [e].[Actor], [e].[At], [e].[Event], [e].[ExpiresAt], [e].[InstanceId], [e].[Name], [e].[SettledAt], [e].[Status]
FROM [EarlyEvents] AS [e];

SELECT [i].[DefinitionVersion] AS [Version], COUNT(*) AS [Count]
FROM [Instances] AS [i]
WHERE [i].[DefinitionId] = @id AND [i].[SubStatus] <> N'Finished' AND [i].[SubStatus] <> N'Cancelled'
GROUP BY [i].[DefinitionVersion];

SELECT [i].[Id]
FROM [Instances] AS [i]
WHERE [i].[DefinitionId] = N'event-then-write' AND [i].[SubStatus] NOT IN (N'Finished', N'Cancelled')
ORDER BY [i].[Id];

SELECT [i].[Id]
FROM [Instances] AS [i]
WHERE [i].[DefinitionId] = N'nowhere' AND [i].[SubStatus] NOT IN (N'Finished', N'Cancelled')
ORDER BY [i].[Id];

SELECT [i].[Id], [i].[CentreNumber], [i].[CorrelationId], [i].[CreatedAt], [i].[DefinitionHash], [i].[DefinitionId], [i].[DefinitionVersion], [i].[FinishedAt], [i].[HasIncident], [i].[HasKeptEvents], [i].[JournalHash], [i].[Name], [i].[NextDueAt], [i].[ParentId], [i].[QualificationCode], [i].[State], [i].[Status], [i].[SubStatus], [i].[UpdatedAt], [i].[Version]
FROM [Instances] AS [i]
WHERE [i].[Status] = N'Running' AND (EXISTS (
    SELECT 1
    FROM [Timers] AS [t]
    WHERE [t].[InstanceId] = [i].[Id] AND [t].[Explanation] IS NOT NULL) OR EXISTS (
    SELECT 1
    FROM [Tasks] AS [t0]
    WHERE [t0].[InstanceId] = [i].[Id] AND [t0].[DueOn] IS NOT NULL));

SELECT [i].[Id], [i].[CentreNumber], [i].[CorrelationId], [i].[CreatedAt], [i].[DefinitionHash], [i].[DefinitionId], [i].[DefinitionVersion], [i].[FinishedAt], [i].[HasIncident], [i].[HasKeptEvents], [i].[JournalHash], [i].[Name], [i].[NextDueAt], [i].[ParentId], [i].[QualificationCode], [i].[State], [i].[Status], [i].[SubStatus], [i].[UpdatedAt], [i].[Version]
FROM [Instances] AS [i];

SELECT [i].[InstanceId], [i].[ActivityInstanceId], [i].[At], [i].[ActivityId], [i].[Details], [i].[Message], [i].[ResolvedAt]
FROM [Incidents] AS [i]
WHERE [i].[InstanceId] = @instance_Id;

SELECT [i].[InstanceId], [i].[ActivityInstanceId], [i].[At], [i].[ActivityId], [i].[Details], [i].[Message], [i].[ResolvedAt]
FROM [Incidents] AS [i];

SELECT [j].[InstanceId], [j].[Sequence], [j].[ActivityId], [j].[ActivityInstanceId], [j].[Actor], [j].[At], [j].[Event], [j].[Hash], [j].[Message], [j].[Payload], [j].[PayloadHash], [j].[RequestId]
FROM [Journal] AS [j]
ORDER BY [j].[Sequence];

SELECT [j].[InstanceId], [j].[Sequence], [j].[ActivityId], [j].[ActivityInstanceId], [j].[Actor], [j].[At], [j].[Event], [j].[Hash], [j].[Message], [j].[Payload], [j].[PayloadHash], [j].[RequestId]
FROM [Journal] AS [j]
WHERE [j].[InstanceId] = @instance
ORDER BY [j].[Sequence];

SELECT [j].[InstanceId], [j].[Sequence], [j].[ActivityId], [j].[ActivityInstanceId], [j].[Actor], [j].[At], [j].[Event], [j].[Hash], [j].[Message], [j].[Payload], [j].[PayloadHash], [j].[RequestId]
FROM [Journal] AS [j]
WHERE [j].[InstanceId] = @instance_Id
ORDER BY [j].[Sequence];

SELECT [j].[InstanceId], [j].[Sequence], [j].[ActivityId], [j].[ActivityInstanceId], [j].[Actor], [j].[At], [j].[Event], [j].[Hash], [j].[Message], [j].[Payload], [j].[PayloadHash], [j].[RequestId]
FROM [Journal] AS [j];

SELECT [j].[Sequence]
FROM [Journal] AS [j]
ORDER BY [j].[Sequence];

SELECT [n].[Id], [n].[Text]
FROM [Notes] AS [n];

SELECT [o].[Id], [o].[Attempts], [o].[ClaimedBy], [o].[ClaimedUntil], [o].[CreatedAt], [o].[GivenUpAt], [o].[InstanceId], [o].[Key], [o].[Kind], [o].[LastError], [o].[NextAttemptAt], [o].[Payload], [o].[SentAt]
FROM [Outbox] AS [o]
WHERE [o].[SentAt] IS NULL AND ([o].[GivenUpAt] IS NOT NULL OR [o].[NextAttemptAt] < @late)
ORDER BY [o].[CreatedAt];

SELECT [o].[Id], [o].[Attempts], [o].[ClaimedBy], [o].[ClaimedUntil], [o].[CreatedAt], [o].[GivenUpAt], [o].[InstanceId], [o].[Key], [o].[Kind], [o].[LastError], [o].[NextAttemptAt], [o].[Payload], [o].[SentAt]
FROM [Outbox] AS [o];

SELECT [p].[Id], [p].[Authors], [p].[BaseVersion], [p].[Binding], [p].[Cases], [p].[CasesHash], [p].[Checks], [p].[Comment], [p].[DecidedAt], [p].[DecidedBy], [p].[Impact], [p].[ImpactHash], [p].[ImpactOf], [p].[Kind], [p].[Origin], [p].[ProposedAt], [p].[ProposedBy], [p].[PublishedVersion], [p].[ReplayDone], [p].[ReplaySeenAt], [p].[ReplayTotal], [p].[ReplayedBy], [p].[RequestId], [p].[RuleSet], [p].[Rules], [p].[RulesHash], [p].[State], [p].[Version], [p].[Why]
FROM [Proposals] AS [p]
WHERE [p].[Kind] = @content_Kind AND [p].[RuleSet] = @content_Name AND [p].[State] = N'Draft';

SELECT [p].[Id], [p].[Authors], [p].[BaseVersion], [p].[Binding], [p].[Cases], [p].[CasesHash], [p].[Checks], [p].[Comment], [p].[DecidedAt], [p].[DecidedBy], [p].[Impact], [p].[ImpactHash], [p].[ImpactOf], [p].[Kind], [p].[Origin], [p].[ProposedAt], [p].[ProposedBy], [p].[PublishedVersion], [p].[ReplayDone], [p].[ReplaySeenAt], [p].[ReplayTotal], [p].[ReplayedBy], [p].[RequestId], [p].[RuleSet], [p].[Rules], [p].[RulesHash], [p].[State], [p].[Version], [p].[Why]
FROM [Proposals] AS [p];

SELECT [p].[RuleSet], [p].[Sequence], [p].[Action], [p].[At], [p].[By], [p].[Hash], [p].[Proposal], [p].[RuleSetVersion], [p].[Text]
FROM [PublishingEvents] AS [p]
ORDER BY [p].[RuleSet], [p].[Sequence];

SELECT [p].[RuleSet], [p].[Sequence], [p].[Action], [p].[At], [p].[By], [p].[Hash], [p].[Proposal], [p].[RuleSetVersion], [p].[Text]
FROM [PublishingEvents] AS [p]
WHERE [p].[RuleSet] = @ruleSet
ORDER BY [p].[Sequence];

SELECT [p].[RuleSet], [p].[Sequence], [p].[Action], [p].[At], [p].[By], [p].[Hash], [p].[Proposal], [p].[RuleSetVersion], [p].[Text]
FROM [PublishingEvents] AS [p];

SELECT [r].[Id], [r].[ApprovedBy], [r].[Cases], [r].[Comment], [r].[ContentHash], [r].[CurrentName], [r].[IsCurrent], [r].[Name], [r].[Origin], [r].[Proposal], [r].[PublishedAt], [r].[PublishedBy], [r].[Rules], [r].[Warnings]
FROM [RuleSetVersions] AS [r]
WHERE [r].[IsCurrent] = CAST(1 AS bit);

SELECT [r].[Id], [r].[ApprovedBy], [r].[Cases], [r].[Comment], [r].[ContentHash], [r].[CurrentName], [r].[IsCurrent], [r].[Name], [r].[Origin], [r].[Proposal], [r].[PublishedAt], [r].[PublishedBy], [r].[Rules], [r].[Warnings]
FROM [RuleSetVersions] AS [r];

SELECT [r].[Id], [r].[At], [r].[By], [r].[ContentHash], [r].[Diagnostics], [r].[IsOpen], [r].[Kind], [r].[Name]
FROM [RefusedChanges] AS [r];

SELECT [r].[Name], [r].[Id]
FROM [RuleSetVersions] AS [r]
WHERE [r].[IsCurrent] = CAST(1 AS bit);

SELECT [r].[RequestId], [r].[Accepted], [r].[At], [r].[InstanceId]
FROM [Requests] AS [r];

SELECT [s].[DefinitionVersion], [s].[ActivityId], COUNT(*) AS [Count]
FROM (
    SELECT DISTINCT [i].[DefinitionVersion], [u1].[ActivityId], [u1].[InstanceId]
    FROM [Instances] AS [i]
    INNER JOIN (
        SELECT [b].[InstanceId], [b].[ActivityId]
        FROM [Bookmarks] AS [b]
        UNION ALL
        SELECT [t].[InstanceId], [t].[ActivityId]
        FROM [Timers] AS [t]
        UNION ALL
        SELECT [t0].[InstanceId], [t0].[ActivityId]
        FROM [Tasks] AS [t0]
        UNION ALL
        SELECT [i0].[InstanceId], [i0].[ActivityId]
        FROM [Incidents] AS [i0]
        WHERE [i0].[ResolvedAt] IS NULL
    ) AS [u1] ON [i].[Id] = [u1].[InstanceId]
    WHERE [i].[DefinitionId] = @id AND [i].[SubStatus] <> N'Finished' AND [i].[SubStatus] <> N'Cancelled'
) AS [s]
GROUP BY [s].[DefinitionVersion], [s].[ActivityId];

SELECT [s].[Id], [s].[By], [s].[EndedAt], [s].[Outcome], [s].[StartedAt], [s].[Sweep], [s].[Text]
FROM [SweepRuns] AS [s]
WHERE NOT EXISTS (
    SELECT 1
    FROM [SweepRuns] AS [s0]
    WHERE [s0].[Sweep] = [s].[Sweep] AND [s0].[StartedAt] > [s].[StartedAt]);

SELECT [s].[Id], [s].[By], [s].[EndedAt], [s].[Outcome], [s].[StartedAt], [s].[Sweep], [s].[Text]
FROM [SweepRuns] AS [s];

SELECT [t].[BookmarkId]
FROM [Tasks] AS [t]
WHERE [t].[InstanceId] = @instance_Id;

SELECT [t].[BookmarkId], [t].[DueAt]
FROM [Timers] AS [t]
WHERE [t].[InstanceId] = @instance_Id;

SELECT [t].[InstanceId], [t].[BookmarkId]
FROM [Tasks] AS [t]
WHERE NOT EXISTS (
    SELECT 1
    FROM [Instances] AS [i]
    WHERE [i].[Status] = N'Running' AND [i].[Id] = [t].[InstanceId]);

SELECT [t].[InstanceId], [t].[BookmarkId]
FROM [Timers] AS [t]
WHERE NOT EXISTS (
    SELECT 1
    FROM [Instances] AS [i]
    WHERE [i].[Status] = N'Running' AND [i].[Id] = [t].[InstanceId]);

SELECT [t].[InstanceId], [t].[BookmarkId], [t].[ActivityId], [t].[Attempts], [t].[ClaimedBy], [t].[ClaimedUntil], [t].[DueAt], [t].[Explanation]
FROM [Timers] AS [t];

SELECT [t].[InstanceId], [t].[BookmarkId], [t].[ActivityId], [t].[CentreNumber], [t].[CreatedAt], [t].[DueOn], [t].[Name], [t].[Payload], [t].[Role], [t].[Title]
FROM [Tasks] AS [t];

SELECT [t].[InstanceId], [t].[BookmarkId], [t].[Holder], [t].[Since], [t].[Version]
FROM [TaskHoldings] AS [t];

SET IMPLICIT_TRANSACTIONS OFF;

SET NOCOUNT ON;

UPDATE [BulkOperations] SET [EndedAt] = @p0, [State] = @p1
OUTPUT 1
WHERE [Id] = @p2 AND [State] = @p3;

UPDATE [BulkOperations] SET [State] = @p0
OUTPUT 1
WHERE [Id] = @p1 AND [State] = @p2;

UPDATE [Incidents] SET [ActivityId] = @p0, [Details] = @p1, [Message] = @p2, [ResolvedAt] = @p3
OUTPUT 1
WHERE [ActivityInstanceId] = @p4 AND [At] = @p5 AND [InstanceId] = @p6;

UPDATE [Instances] SET [DefinitionHash] = @p0, [DefinitionVersion] = @p1, [JournalHash] = @p2, [State] = @p3, [Version] = @p4
OUTPUT 1
WHERE [Id] = @p5 AND [Version] = @p6;

UPDATE [Instances] SET [FinishedAt] = @p0, [HasIncident] = @p1, [JournalHash] = @p2, [State] = @p3, [Status] = @p4, [SubStatus] = @p5
OUTPUT 1
WHERE [Id] = @p6 AND [Version] = @p7;

UPDATE [Instances] SET [FinishedAt] = @p0, [HasIncident] = @p1, [JournalHash] = @p2, [State] = @p3, [Status] = @p4, [SubStatus] = @p5, [Version] = @p6
OUTPUT 1
WHERE [Id] = @p7 AND [Version] = @p8;

UPDATE [Instances] SET [FinishedAt] = @p0, [HasIncident] = @p1, [State] = @p2, [Status] = @p3, [SubStatus] = @p4, [UpdatedAt] = @p5, [Version] = @p6
OUTPUT 1
WHERE [Id] = @p7 AND [Version] = @p8;

UPDATE [Instances] SET [FinishedAt] = @p0, [HasIncident] = @p1, [State] = @p2, [Status] = @p3, [SubStatus] = @p4, [Version] = @p5
OUTPUT 1
WHERE [Id] = @p6 AND [Version] = @p7;

UPDATE [Instances] SET [FinishedAt] = @p0, [HasKeptEvents] = @p1, [JournalHash] = @p2, [State] = @p3, [Status] = @p4, [SubStatus] = @p5
OUTPUT 1
WHERE [Id] = @p6 AND [Version] = @p7;

UPDATE [Instances] SET [FinishedAt] = @p0, [JournalHash] = @p1, [NextDueAt] = @p2, [State] = @p3, [Status] = @p4, [SubStatus] = @p5, [UpdatedAt] = @p6, [Version] = @p7
OUTPUT 1
WHERE [Id] = @p8 AND [Version] = @p9;

UPDATE [Instances] SET [FinishedAt] = @p0, [JournalHash] = @p1, [State] = @p2, [Status] = @p3, [SubStatus] = @p4
OUTPUT 1
WHERE [Id] = @p5 AND [Version] = @p6;

UPDATE [Instances] SET [FinishedAt] = @p0, [JournalHash] = @p1, [State] = @p2, [Status] = @p3, [SubStatus] = @p4, [Version] = @p5
OUTPUT 1
WHERE [Id] = @p6 AND [Version] = @p7;

UPDATE [Instances] SET [HasIncident] = @p0, [JournalHash] = @p1, [State] = @p2, [SubStatus] = @p3
OUTPUT 1
WHERE [Id] = @p4 AND [Version] = @p5;

UPDATE [Instances] SET [HasKeptEvents] = @p0, [JournalHash] = @p1, [State] = @p2, [SubStatus] = @p3
OUTPUT 1
WHERE [Id] = @p4 AND [Version] = @p5;

UPDATE [Instances] SET [HasKeptEvents] = @p0, [Version] = @p1
OUTPUT 1
WHERE [Id] = @p2 AND [Version] = @p3;

UPDATE [Instances] SET [JournalHash] = @p0
OUTPUT 1
WHERE [Id] = @p1 AND [Version] = @p2;

UPDATE [Instances] SET [JournalHash] = @p0, [NextDueAt] = @p1, [State] = @p2, [SubStatus] = @p3
OUTPUT 1
WHERE [Id] = @p4 AND [Version] = @p5;

UPDATE [Instances] SET [JournalHash] = @p0, [NextDueAt] = @p1, [State] = @p2, [SubStatus] = @p3, [UpdatedAt] = @p4, [Version] = @p5
OUTPUT 1
WHERE [Id] = @p6 AND [Version] = @p7;

UPDATE [Instances] SET [JournalHash] = @p0, [NextDueAt] = @p1, [State] = @p2, [SubStatus] = @p3, [Version] = @p4
OUTPUT 1
WHERE [Id] = @p5 AND [Version] = @p6;

UPDATE [Instances] SET [JournalHash] = @p0, [State] = @p1, [SubStatus] = @p2
OUTPUT 1
WHERE [Id] = @p3 AND [Version] = @p4;

UPDATE [Instances] SET [JournalHash] = @p0, [State] = @p1, [SubStatus] = @p2, [UpdatedAt] = @p3, [Version] = @p4
OUTPUT 1
WHERE [Id] = @p5 AND [Version] = @p6;

UPDATE [Instances] SET [JournalHash] = @p0, [State] = @p1, [SubStatus] = @p2, [Version] = @p3
OUTPUT 1
WHERE [Id] = @p4 AND [Version] = @p5;

UPDATE [Instances] SET [JournalHash] = @p0, [State] = @p1, [Version] = @p2
OUTPUT 1
WHERE [Id] = @p3 AND [Version] = @p4;

UPDATE [Instances] SET [NextDueAt] = @p0, [State] = @p1, [SubStatus] = @p2, [UpdatedAt] = @p3, [Version] = @p4
OUTPUT 1
WHERE [Id] = @p5 AND [Version] = @p6;

UPDATE [Instances] SET [NextDueAt] = @p0, [State] = @p1, [SubStatus] = @p2, [Version] = @p3
OUTPUT 1
WHERE [Id] = @p4 AND [Version] = @p5;

UPDATE [Instances] SET [State] = @p0, [SubStatus] = @p1, [UpdatedAt] = @p2, [Version] = @p3
OUTPUT 1
WHERE [Id] = @p4 AND [Version] = @p5;

UPDATE [Instances] SET [State] = @p0, [SubStatus] = @p1, [Version] = @p2
OUTPUT 1
WHERE [Id] = @p3 AND [Version] = @p4;

UPDATE [Instances] SET [Version] = @p0
OUTPUT 1
WHERE [Id] = @p1 AND [Version] = @p2;

UPDATE [Journal] SET [Hash] = @p0
OUTPUT 1
WHERE [InstanceId] = @p1 AND [Sequence] = @p2;

UPDATE [Journal] SET [Hash] = @p0, [Payload] = @p1, [PayloadHash] = @p2
OUTPUT 1
WHERE [InstanceId] = @p3 AND [Sequence] = @p4;

UPDATE [Notes] SET [Text] = @p0
OUTPUT 1
WHERE [Id] = @p1;

UPDATE [Outbox] SET [Attempts] = @p0, [ClaimedBy] = @p1, [ClaimedUntil] = @p2, [GivenUpAt] = @p3
OUTPUT 1
WHERE [Id] = @p4;

UPDATE [Outbox] SET [Attempts] = @p0, [ClaimedBy] = @p1, [ClaimedUntil] = @p2, [LastError] = @p3, [NextAttemptAt] = @p4
OUTPUT 1
WHERE [Id] = @p5;

UPDATE [Outbox] SET [Attempts] = @p0, [ClaimedBy] = @p1, [ClaimedUntil] = @p2, [LastError] = @p3, [SentAt] = @p4
OUTPUT 1
WHERE [Id] = @p5;

UPDATE [Outbox] SET [Attempts] = @p0, [ClaimedBy] = @p1, [ClaimedUntil] = @p2, [NextAttemptAt] = @p3
OUTPUT 1
WHERE [Id] = @p4;

UPDATE [Outbox] SET [Attempts] = @p0, [ClaimedBy] = @p1, [ClaimedUntil] = @p2, [SentAt] = @p3
OUTPUT 1
WHERE [Id] = @p4;

UPDATE [Outbox] SET [ClaimedBy] = @p0, [ClaimedUntil] = @p1
OUTPUT 1
WHERE [Id] = @p2;

UPDATE [Proposals] SET [Authors] = @p0, [Impact] = @p1, [ImpactHash] = @p2, [ImpactOf] = @p3, [ProposedBy] = @p4, [ReplaySeenAt] = @p5, [Rules] = @p6, [RulesHash] = @p7, [Version] = @p8, [Why] = @p9
OUTPUT 1
WHERE [Id] = @p10 AND [Version] = @p11;

UPDATE [Proposals] SET [Authors] = @p0, [Impact] = @p1, [ImpactHash] = @p2, [ImpactOf] = @p3, [ProposedBy] = @p4, [ReplaySeenAt] = @p5, [State] = @p6, [Version] = @p7, [Why] = @p8
OUTPUT 1
WHERE [Id] = @p9 AND [Version] = @p10;

UPDATE [Proposals] SET [BaseVersion] = @p0, [Binding] = @p1, [Impact] = @p2, [ImpactHash] = @p3, [ImpactOf] = @p4, [ReplaySeenAt] = @p5, [State] = @p6, [Version] = @p7
OUTPUT 1
WHERE [Id] = @p8 AND [Version] = @p9;

UPDATE [Proposals] SET [BaseVersion] = @p0, [Binding] = @p1, [State] = @p2, [Version] = @p3
OUTPUT 1
WHERE [Id] = @p4 AND [Version] = @p5;

UPDATE [Proposals] SET [Binding] = @p0, [Comment] = @p1, [DecidedAt] = @p2, [DecidedBy] = @p3, [State] = @p4, [Version] = @p5
OUTPUT 1
WHERE [Id] = @p6 AND [Version] = @p7;

UPDATE [Proposals] SET [Binding] = @p0, [DecidedAt] = @p1, [DecidedBy] = @p2, [Impact] = @p3, [ImpactHash] = @p4, [ImpactOf] = @p5, [ReplaySeenAt] = @p6, [Rules] = @p7, [RulesHash] = @p8, [State] = @p9, [Version] = @p10, [Why] = @p11
OUTPUT 1
WHERE [Id] = @p12 AND [Version] = @p13;

UPDATE [Proposals] SET [Binding] = @p0, [DecidedAt] = @p1, [DecidedBy] = @p2, [State] = @p3, [Version] = @p4
OUTPUT 1
WHERE [Id] = @p5 AND [Version] = @p6;

UPDATE [Proposals] SET [Binding] = @p0, [State] = @p1, [Version] = @p2
OUTPUT 1
WHERE [Id] = @p3 AND [Version] = @p4;

UPDATE [Proposals] SET [Cases] = @p0
OUTPUT 1
WHERE [Id] = @p1 AND [Version] = @p2;

UPDATE [Proposals] SET [Comment] = @p0, [DecidedAt] = @p1, [DecidedBy] = @p2, [Impact] = @p3, [ImpactHash] = @p4, [ImpactOf] = @p5, [ReplaySeenAt] = @p6, [Rules] = @p7, [RulesHash] = @p8, [State] = @p9, [Version] = @p10, [Why] = @p11
OUTPUT 1
WHERE [Id] = @p12 AND [Version] = @p13;

UPDATE [Proposals] SET [Comment] = @p0, [DecidedAt] = @p1, [DecidedBy] = @p2, [State] = @p3, [Version] = @p4
OUTPUT 1
WHERE [Id] = @p5 AND [Version] = @p6;

UPDATE [Proposals] SET [ImpactHash] = @p0
OUTPUT 1
WHERE [Id] = @p1 AND [Version] = @p2;

UPDATE [Proposals] SET [PublishedVersion] = @p0, [State] = @p1, [Version] = @p2
OUTPUT 1
WHERE [Id] = @p3 AND [Version] = @p4;

UPDATE [Proposals] SET [ReplaySeenAt] = @p0, [ReplayedBy] = @p1, [Rules] = @p2, [RulesHash] = @p3, [Version] = @p4
OUTPUT 1
WHERE [Id] = @p5 AND [Version] = @p6;

UPDATE [Proposals] SET [Rules] = @p0
OUTPUT 1
WHERE [Id] = @p1 AND [Version] = @p2;

UPDATE [Proposals] SET [State] = @p0, [Version] = @p1
OUTPUT 1
WHERE [Id] = @p2 AND [Version] = @p3;

UPDATE [TaskHoldings] SET [Holder] = @p0, [Version] = @p1
OUTPUT 1
WHERE [BookmarkId] = @p2 AND [InstanceId] = @p3 AND [Version] = @p4;

UPDATE [b]
SET [b].[Done] = @p,
    [b].[Refused] = @p0,
    [b].[SeenAt] = @p1
FROM [BulkOperations] AS [b]
WHERE [b].[Id] = @id;

UPDATE [b]
SET [b].[Outcome] = @p,
    [b].[Refusal] = NULL
FROM [BulkTargets] AS [b]
WHERE [b].[BulkId] = @row_Id AND [b].[InstanceId] = @target;

UPDATE [b]
SET [b].[WorkedBy] = @p,
    [b].[SeenAt] = @p0
FROM [BulkOperations] AS [b]
WHERE [b].[State] = N'Running' AND ([b].[WorkedBy] IS NULL OR [b].[SeenAt] IS NULL OR [b].[SeenAt] < @dead) AND [b].[Id] = @row_Id;

UPDATE [b]
SET [b].[WorkedBy] = @p,
    [b].[SeenAt] = @p0
FROM [BulkOperations] AS [b];

UPDATE [b]
SET [b].[WorkedBy] = NULL
FROM [BulkOperations] AS [b]
WHERE [b].[Id] = @id AND [b].[WorkedBy] = @_options_HostName;

UPDATE [d]
SET [d].[IsCurrent] = @p
FROM [DefinitionVersions] AS [d]
WHERE [d].[DefinitionId] = @id AND [d].[IsCurrent] = CAST(1 AS bit);

UPDATE [e]
SET [e].[Status] = @p,
    [e].[SettledAt] = @p0
FROM [EarlyEvents] AS [e]
WHERE [e].[InstanceId] = @instance_Id AND [e].[Status] = N'Kept' AND [e].[ExpiresAt] <= @now;

UPDATE [e]
SET [e].[Status] = @p,
    [e].[SettledAt] = @p0
FROM [EarlyEvents] AS [e]
WHERE [e].[InstanceId] = @instance_Id AND [e].[Status] = N'Kept' AND [e].[RequestId] = @next_RequestId;

UPDATE [e]
SET [e].[Status] = @p,
    [e].[SettledAt] = @p0
FROM [EarlyEvents] AS [e]
WHERE [e].[InstanceId] = @instance_Id AND [e].[Status] = N'Kept';

UPDATE [e]
SET [e].[Status] = @p,
    [e].[SettledAt] = @p0
FROM [EarlyEvents] AS [e]
WHERE [e].[Status] = N'Kept' AND [e].[ExpiresAt] <= @now;

UPDATE [i]
SET [i].[ResolvedAt] = @p
FROM [Incidents] AS [i];

UPDATE [i]
SET [i].[State] = @p
FROM [Instances] AS [i];

UPDATE [j]
SET [j].[Actor] = @p
FROM [Journal] AS [j]
WHERE [j].[Sequence] = @sequence;

UPDATE [j]
SET [j].[Message] = @p
FROM [Journal] AS [j]
WHERE [j].[Sequence] = 2;

UPDATE [j]
SET [j].[Payload] = @p
FROM [Journal] AS [j]
WHERE [j].[Sequence] = @sequence;

UPDATE [j]
SET [j].[Payload] = NULL
FROM [Journal] AS [j]
WHERE 0 = 1;

UPDATE [j]
SET [j].[Payload] = NULL
FROM [Journal] AS [j]
WHERE [j].[InstanceId] = @ids1 AND [j].[Payload] IS NOT NULL;

UPDATE [j]
SET [j].[Payload] = NULL
FROM [Journal] AS [j]
WHERE [j].[Sequence] = @sequence;

UPDATE [j]
SET [j].[Payload] = NULL
FROM [Journal] AS [j];

UPDATE [o]
SET [o].[ClaimedBy] = @p,
    [o].[ClaimedUntil] = @p0
FROM [Outbox] AS [o]
WHERE [o].[Id] = @message_Id AND [o].[SentAt] IS NULL AND ([o].[ClaimedUntil] IS NULL OR [o].[ClaimedUntil] <= @_8__locals1_now);

UPDATE [o]
SET [o].[ClaimedBy] = @p,
    [o].[ClaimedUntil] = @p0
FROM [Outbox] AS [o];

UPDATE [o]
SET [o].[GivenUpAt] = NULL,
    [o].[Attempts] = @p0,
    [o].[NextAttemptAt] = @p1
FROM [Outbox] AS [o]
WHERE [o].[Id] = @id AND [o].[SentAt] IS NULL;

UPDATE [p]
SET [p].[By] = @p
FROM [PublishingEvents] AS [p]
WHERE [p].[RuleSet] = N'sittings' AND [p].[Sequence] = 2;

UPDATE [p]
SET [p].[By] = @p
FROM [PublishingEvents] AS [p]
WHERE [p].[Sequence] = 2;

UPDATE [p]
SET [p].[Impact] = @p,
    [p].[ImpactHash] = @p0,
    [p].[ImpactOf] = @p1,
    [p].[ReplayedBy] = NULL,
    [p].[Version] = [p].[Version] + 1
FROM [Proposals] AS [p]
WHERE [p].[Id] = @order_Proposal AND [p].[RulesHash] = @order_RulesHash AND [p].[Impact] IS NULL;

UPDATE [p]
SET [p].[ReplayedBy] = @p,
    [p].[ReplaySeenAt] = @p0
FROM [Proposals] AS [p]
WHERE [p].[Kind] = N'rule-set' AND [p].[State] IN (N'Draft', N'Proposed') AND [p].[Impact] IS NULL AND ([p].[ReplayedBy] IS NULL OR [p].[ReplaySeenAt] IS NULL OR [p].[ReplaySeenAt] < @dead) AND [p].[Id] = @id;

UPDATE [r]
SET [r].[Accepted] = @p
FROM [Requests] AS [r]
WHERE [r].[RequestId] = @next_RequestId;

UPDATE [r]
SET [r].[Diagnostics] = @p
FROM [RefusedChanges] AS [r]
WHERE [r].[Kind] = @kind AND [r].[Name] = @name AND [r].[IsOpen] = CAST(1 AS bit) AND [r].[ContentHash] = @contentHash;

UPDATE [r]
SET [r].[IsCurrent] = @p
FROM [RuleSetVersions] AS [r]
WHERE [r].[IsCurrent] = CAST(1 AS bit);

UPDATE [r]
SET [r].[IsCurrent] = @p,
    [r].[CurrentName] = NULL
FROM [RuleSetVersions] AS [r]
WHERE [r].[Name] = @name AND [r].[IsCurrent] = CAST(1 AS bit);

UPDATE [r]
SET [r].[IsOpen] = @p
FROM [RefusedChanges] AS [r]
WHERE [r].[Kind] = @kind AND [r].[Name] = @name AND [r].[IsOpen] = CAST(1 AS bit);

UPDATE [s]
SET [s].[EndedAt] = @p,
    [s].[Outcome] = @p0,
    [s].[Text] = @p1
FROM [SweepRuns] AS [s]
WHERE [s].[Id] = @_8__locals1_id;

UPDATE [t]
SET [t].[ClaimedBy] = @p,
    [t].[ClaimedUntil] = @p0
FROM [Timers] AS [t]
WHERE [t].[InstanceId] = @timer_InstanceId AND [t].[BookmarkId] = @timer_BookmarkId AND ([t].[ClaimedUntil] IS NULL OR [t].[ClaimedUntil] <= @_8__locals1_now);

UPDATE [t]
SET [t].[ClaimedBy] = @p,
    [t].[ClaimedUntil] = @p0
FROM [Timers] AS [t];

UPDATE [t]
SET [t].[ClaimedBy] = NULL,
    [t].[ClaimedUntil] = @p0,
    [t].[Attempts] = [t].[Attempts] + 1
FROM [Timers] AS [t]
WHERE [t].[InstanceId] = @timer_InstanceId AND [t].[BookmarkId] = @timer_BookmarkId AND [t].[ClaimedBy] = @_host;

UPDATE [t]
SET [t].[DueAt] = @p
FROM [Timers] AS [t];

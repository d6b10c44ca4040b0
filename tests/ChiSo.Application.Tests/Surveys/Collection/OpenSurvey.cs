using System.Collections.Immutable;
using System.Data.Common;
using ChiSo.Application.Audit;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Mailing;
using ChiSo.Application.Surveys.Questionnaires;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Questionnaires;
using ChiSo.Application.Vietnamese;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>A survey of two questions about two units, open for a month, on a database of its own.</summary>
internal sealed class OpenSurvey : IDisposable
{
    public const string Code = "thu-2026";

    private OpenSurvey(TestInstallation test, SetClock clock) => (Test, Clock) = (test, clock);

    public TestInstallation Test { get; }

    public SetClock Clock { get; }

    public Application.Publication.Installation Installation => Test.Installation;

    public LiveSurvey Survey { get; private set; } = null!; // set when it is opened

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static SurveyDeclaration Declaration { get; } = new(Code, "form", Said("Sở Nội vụ"), "Quyết định 1", Said("để biết"), 5, "0123", new("1", Said("đồng ý")),
        new(2026, 3, 1), new(2026, 3, 31), new(2027, 12, 31), [new("noivu", "Sở Nội vụ"), new("tuphap", "Sở Tư pháp")]);

    public static Questionnaire Form { get; } = Forms.Good(
        "type|name|label|required|relevant|constraint\nselect_one yn|good|Good?|yes||\ntext|why|Why?||${good} = 'no'|string-length(.) < 40", "list_name|name|label\nyn|yes|Yes\nyn|no|No");

    public static async Task<OpenSurvey> NewAsync(Kind kind, PostgresServer postgres, SurveyDeclaration? declaration = null, Questionnaire? form = null)
    {
        var clock = new SetClock(new(2026, 3, 10, 1, 0, 0, TimeSpan.Zero));
        var open = new OpenSurvey(await TestInstallation.NewAsync(kind, postgres, clock), clock);
        open.Survey = OpenRound.Must(await open.Installation.Surveys.OpenAsync(new(declaration ?? Declaration, form ?? Form), open.Change(), Cancel));
        return open;
    }

    public Change Change() => new(Guid.Empty, Guid.Empty, Clock.Now.UtcDateTime, "thử");

    /// <summary>Invites so many people about a unit.</summary>
    public async Task<ImmutableArray<InvitationLink>> InviteAsync(int people, string unit = "noivu", string stratum = "", string prefix = "P") =>
        OpenRound.Must(await Installation.Surveys.InviteAsync(Code, [.. Enumerable.Range(1, people).Select(number => new Invitee($"{prefix}{number}", unit, stratum, $"row {number}"))], Change(), Cancel));

    public Task<Engine.Result<Taken>> AnswerAsync(string key, string good = "yes", string why = "", string unit = "", AnswerMode mode = AnswerMode.Link, Asker? asker = null, bool hurried = false)
    {
        var filling = new Filling(Survey.Form, new Dictionary<string, string> { ["good"] = good, ["why"] = why }, VietnamTime.Today(Clock));
        return Installation.Intake.TakeAsync(Survey, key, unit, filling, mode, "", Cancel, asker, hurried);
    }

    public async Task<ImmutableArray<Answer>> AnswersAsync() => [.. (await Installation.Answers.OutlineAsync(Code, Cancel)).Groups.SelectMany(group => Installation.Answers.Of(Code, group.Unit, group.Stratum))];

    /// <summary>How those who were invited are found.</summary>
    public async Task<ImmutableArray<(string Reference, Whereabouts Found)>> FoundAsync()
    {
        await using var context = Installation.Database.Open();
        var rows = await context.SurveyAddresses.AsNoTracking().Join(context.SurveyInvitations, row => row.InvitationId, invitation => invitation.Id, (row, invitation) => new { invitation.Reference, row.Name, row.Place, row.Telephone }).ToListAsync(Cancel);
        return [.. rows.Select(row => (row.Reference, new Whereabouts(row.Name, row.Place, row.Telephone)))];
    }

    /// <summary>As if the program had been killed before it marked any link.</summary>
    public async Task UnmarkAsync()
    {
        await using var context = Installation.Database.Open();
        (await context.SurveyInvitations.ExecuteUpdateAsync(set => set.SetProperty(row => row.Used, false), Cancel)).ShouldBeGreaterThan(0);
    }

    /// <summary>Takes the table of batches away, so that a transaction that has begun fails in its middle; or gives it back.</summary>
    public Task BreakStoreAsync(bool isBroken) => InStoreAsync($"ALTER TABLE {(Installation.Database.IsPostgres ? "answers." : "")}{(isBroken ? "batches" : "elsewhere")} RENAME TO {(isBroken ? "elsewhere" : "batches")}");

    /// <summary>Takes the links of the trail away, so that an act that lies with the answers is cut off from its link; or gives them back.</summary>
    public async Task BreakTrailAsync(bool isBroken)
    {
        await using var context = Installation.Database.Open();
        await context.Database.ExecuteSqlRawAsync(isBroken ? "ALTER TABLE audit_links RENAME TO elsewhere" : "ALTER TABLE elsewhere RENAME TO audit_links", Cancel);
    }

    /// <summary>Runs a statement on the store of answers.</summary>
    public async Task InStoreAsync(string sql, params (string Name, object Value)[] values)
    {
        await using var context = Installation.Database.Open();
        await using DbConnection connection = Installation.Database.IsPostgres
            ? new NpgsqlConnection(context.Database.GetConnectionString())
            : new SqliteConnection($"Data Source={Path.Combine(Test.Folder, "answers.db")}");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(Cancel);
    }

    public void Dispose() => Test.Dispose();

    private static ImmutableSortedDictionary<string, string> Said(string text) => ImmutableSortedDictionary<string, string>.Empty.Add("vi", text);
}

using System.Data.Common;
using System.Globalization;
using ChiSo.Application.Surveys.Collection;
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

/// <summary>An attack: with every table in hand, and even with the list of links, nobody can tell who answered what.</summary>
public sealed class AnonymityTests(PostgresServer postgres)
{
    private const int People = 50;

    private static readonly Questionnaire Rated = Forms.Good("type|name|label|factor\nselect_one s|level|Level|service", "list_name|name|label\ns|1|1\ns|2|2\ns|3|3\ns|4|4\ns|5|5", "code|parent|weight|label\nservice||1|Service");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task No_cell_of_an_answer_stands_anywhere_else_and_no_key_stands_anywhere(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var links = await AnswerInOrderAsync(open);
        var tables = await TablesAsync(open);
        tables.Where(table => table.Cells.Exists(cell => cell.Contains("Bà Bí Mật", StringComparison.Ordinal) || cell.Contains("0292 3 812", StringComparison.Ordinal))).Select(table => table.Name).ShouldBe(["survey_addresses"], "names and telephones stand there alone");

        var everything = tables.SelectMany(table => table.Cells).ToList();
        foreach (var link in links)
        {
            everything.ShouldAllBe(cell => !cell.Contains(link.Key));
            tables.Where(table => table.Name is not ("survey_invitations" or "spent")).SelectMany(table => table.Cells).ShouldAllBe(cell => !cell.Contains(LinkKey.OfInvitation(OpenSurvey.Code, link.Key)) && !cell.Contains(LinkKey.OfAnswer(OpenSurvey.Code, link.Key)));
        }

        // The survey, the unit and nothing else joins the two stores; neither holds a time.
        var invitations = tables.Single(table => table.Name == "survey_invitations");
        var batches = tables.Single(table => table.Name == "batches");
        tables.Single(table => table.Name == "spent").Cells.Intersect(invitations.Cells).ShouldBeEmpty();
        batches.Cells.Intersect(tables.Single(table => table.Name == "survey_addresses").Cells).Except(["0", "1"]).ShouldBe([""], "and nothing of them beside an answer");
        tables.Single(table => table.Name == "survey_addresses").Columns.ShouldBe(["id", "survey_id", "invitation_id", "address", "name", "place", "telephone", "language", "attempt", "reminded"], ignoreOrder: true);
        batches.Cells.Intersect(invitations.Cells).Except(["0", "1"]).ShouldBe(["noivu", ""], ignoreOrder: true, "beside the number of a batch and whether a link was used");
        batches.Cells.ShouldAllBe(cell => !cell.Contains("2026-03"), "no time beside an answer");
        invitations.Columns.ShouldBe(["id", "survey_id", "reference", "unit", "stratum", "cluster_group", "key_hash", "used", "outcome"], ignoreOrder: true);
        (await open.AnswersAsync()).Length.ShouldBe(People);
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task The_order_of_rows_tells_nothing_of_the_order_of_people(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        await AnswerInOrderAsync(open);

        // Person number n answered "n" as the n-th: whoever reads the store in its own order must guess no better than by chance.
        var stored = (await open.AnswersAsync()).Select(answer => int.Parse(answer.Values["why"], CultureInfo.InvariantCulture)).ToArray();
        stored.Order().ShouldBe(Enumerable.Range(1, People));
        stored.Index().Count(pair => pair.Item == pair.Index + 1).ShouldBeLessThan(10, "one match is expected by chance; ten have odds below one in a million");
        Adjacent(stored).ShouldBeLessThan(15, "neighbours in time are neighbours in place twice by chance");
    }

    /// <summary>Somebody reads the results and the list of used links, waits until one more link is used, and reads both again.</summary>
    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Two_readings_one_answer_apart_tell_nothing_while_answers_come(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres, form: Rated);
        var links = await open.InviteAsync(20);
        foreach (var link in links.Take(11))
            await RateAsync(open, link.Key, "2");
        var (before, used) = (await ReadAsync(open.Survey), await UsedAsync());
        await RateAsync(open, links[11].Key, "5");
        var (after, now) = (await ReadAsync(open.Survey), await UsedAsync());

        now.Except(used).ShouldHaveSingleItem().ShouldBe("P12", "the name is known");
        after.ShouldBe(before);
        after.ShouldBe("survey.results-open");
        await Should.ThrowAsync<InvalidOperationException>(() => open.Installation.Counting.ReadAsync(open.Survey, Cancel));
        (await ReadAsync(open.Survey with { IsClosed = true })).ShouldBe((100.0 / 12).ToString("0.000000", CultureInfo.InvariantCulture), "without the refusal: none of eleven satisfied, then one of twelve, so that is P12");
        OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        OpenRound.Must(await open.Installation.Surveys.FindAsync(OpenSurvey.Code, Cancel) is { } closed ? await open.Installation.SurveyReading.ResultsAsync(closed, null, Cancel) : throw new InvalidOperationException()).Blocks.ShouldNotBeEmpty();

        async Task<string> ReadAsync(LiveSurvey survey)
        {
            var read = await open.Installation.SurveyReading.ResultsAsync(survey, null, Cancel);
            return read.TryGet(out var results) ? results.Blocks[0].Units[0].Main.Value!.Value.ToString("0.000000", CultureInfo.InvariantCulture) : read.Problems.Single().Code; // eleven is above the smallest group
        }

        async Task<List<string>> UsedAsync()
        {
            await using var context = open.Installation.Database.Open();
            return await context.SurveyInvitations.Where(row => row.Used).Select(row => row.Reference).ToListAsync(Cancel);
        }
    }

    private static async Task RateAsync(OpenSurvey open, string key, string level)
    {
        var filling = new Filling(open.Survey.Form, new Dictionary<string, string> { ["level"] = level }, VietnamTime.Today(open.Clock));
        OpenRound.Must(await open.Installation.Intake.TakeAsync(open.Survey, key, "", filling, AnswerMode.Link, "", Cancel)).ShouldBe(Taken.Stored);
    }

    [Fact]
    public async Task On_a_server_no_transaction_marks_one_answer()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Postgres, postgres);
        await AnswerInOrderAsync(open);
        await using var connection = new NpgsqlConnection(ServerOf(open));
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT content FROM answers.batches", connection);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var batches = 0;
        while (await reader.ReadAsync(Cancel))
        {
            AnswerBatches.Read(reader.GetString(0)).Length.ShouldBeInRange(AnswerBatches.Size, (2 * AnswerBatches.Size) - 1, "the marks of a row are shared by all that lie in it");
            batches++;
        }

        batches.ShouldBe(2);
    }

    [Fact]
    public async Task The_file_of_answers_keeps_no_earlier_state()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        await AnswerInOrderAsync(open);
        SqliteConnection.ClearAllPools();
        Directory.GetFiles(open.Test.Folder, "answers.db*").Select(Path.GetFileName).ShouldBe(["answers.db"], "no journal with what was there before");
        var bytes = System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(open.Test.Folder, "answers.db"), Cancel));
        for (var person = 1; person <= People; person++)
            (bytes.Split($"\"why\":\"{person}\"").Length - 1).ShouldBe(1, "an answer lies in the file once: pages given up are overwritten");
    }

    [Fact]
    public void A_batch_is_parted_only_when_both_halves_hide_people()
    {
        static int[] Sizes(int answers) => [.. AnswerBatches.Mix([.. Enumerable.Range(0, answers).Select(number => $"{number}")]).Select(batch => batch.Length)];
        Sizes(1).ShouldBe([1]);
        Sizes(39).ShouldBe([39]);
        Sizes(40).ShouldBe([20, 20]);
        Sizes(105).ShouldBe([20, 20, 20, 20, 25]);
    }

    private static int Adjacent(int[] stored) => stored.Zip(stored.Skip(1)).Count(pair => Math.Abs(pair.First - pair.Second) == 1);

    private static async Task<IReadOnlyList<InvitationLink>> AnswerInOrderAsync(OpenSurvey open)
    {
        Invitee[] people = [.. Enumerable.Range(1, People).Select(number => new Invitee($"P{number}", "noivu", "", $"row {number}") { Whereabouts = new($"Bà Bí Mật {number}", "Số 1", $"0292 3 812 {number:000}") })];
        var links = OpenRound.Must(await open.Installation.Surveys.InviteAsync(OpenSurvey.Code, people, open.Change(), Cancel));
        foreach (var (at, link) in links.Index())
            OpenRound.Must(await open.AnswerAsync(link.Key, "no", (at + 1).ToString(CultureInfo.InvariantCulture))).ShouldBe(Taken.Stored);
        return links;
    }

    private static async Task<List<StoredTable>> TablesAsync(OpenSurvey open)
    {
        var tables = new List<StoredTable>();
        var database = open.Installation.Database;
        IEnumerable<DbConnection> connections = database.IsPostgres
            ? [new NpgsqlConnection(ServerOf(open))]
            : Directory.GetFiles(open.Test.Folder, "*.db").Select(file => new SqliteConnection($"Data Source={file}"));
        foreach (var connection in connections)
        {
            await using var _ = connection;
            await connection.OpenAsync(Cancel);
            var names = await ReadAsync(connection, database.IsPostgres
                ? "SELECT schemaname || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname IN ('public', 'answers')"
                : "SELECT name FROM sqlite_master WHERE type = 'table'");
            foreach (var name in names.Cells)
                tables.Add((await ReadAsync(connection, $"SELECT * FROM {name}")) with { Name = name.Split('.')[^1].Trim('"') });
        }

        return tables;
    }

    private static string ServerOf(OpenSurvey open)
    {
        using var context = open.Installation.Database.Open();
        return context.Database.GetConnectionString().ShouldNotBeNull();
    }

    private static async Task<StoredTable> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var cells = new List<string>();
        while (await reader.ReadAsync(Cancel))
        {
            for (var column = 0; column < reader.FieldCount; column++)
                cells.Add(reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture) ?? "");
        }

        return new("", [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], cells);
    }

    private sealed record StoredTable(string Name, List<string> Columns, List<string> Cells);
}

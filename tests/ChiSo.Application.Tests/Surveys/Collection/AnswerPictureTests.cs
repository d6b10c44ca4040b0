using ChiSo.Application.Backups;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Cleaning;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Opening;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Collection;

/// <summary>Pictures lie with their answers: they come, hide, are saved and go as those do.</summary>
public sealed class AnswerPictureTests(PostgresServer postgres)
{
    private const int People = 50;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task A_picture_is_stored_with_its_answer_once_and_named_by_it_alone(Kind kind)
    {
        using var open = await PictureSurvey.NewAsync(kind, postgres);
        var key = (await open.InviteAsync(10))[0].Key;
        var (taken, picture) = await PictureSurvey.AnswerAsync(open, key, "một", PictureSurvey.Content());
        var (again, other) = await PictureSurvey.AnswerAsync(open, key, "một", PictureSurvey.Content());
        (taken, again).ShouldBe((Taken.Stored, Taken.Before));
        var answer = (await open.AnswersAsync()).ShouldHaveSingleItem();
        answer.Values["photo"].ShouldBe(picture.Name);
        answer.Pictures.ShouldBe([picture.Name]);
        (await open.Installation.Answers.Pictures.FindAsync(OpenSurvey.Code, picture.Name, Cancel)).ShouldBe(picture.Content);
        (await open.Installation.Answers.Pictures.FindAsync(OpenSurvey.Code, other.Name, Cancel)).ShouldBeNull("what comes twice is kept once");
        (await open.Installation.Answers.Pictures.FindAsync("khac", picture.Name, Cancel)).ShouldBeNull();
        (await open.Installation.Answers.Pictures.MisplacedAsync(Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task An_answer_whose_writing_fails_leaves_no_picture_and_a_picture_that_fails_no_answer(Kind kind)
    {
        using var open = await PictureSurvey.NewAsync(kind, postgres);
        var links = await open.InviteAsync(10);
        await PictureSurvey.AnswerAsync(open, links[0].Key, "một", PictureSurvey.Content());
        await open.BreakStoreAsync(isBroken: true);
        await Should.ThrowAsync<Exception>(() => PictureSurvey.AnswerAsync(open, links[1].Key, "hai", PictureSurvey.Content()));
        await open.BreakStoreAsync(isBroken: false);
        await RenameAsync(open, "pictures", "elsewhere");
        await Should.ThrowAsync<Exception>(() => PictureSurvey.AnswerAsync(open, links[1].Key, "hai", PictureSurvey.Content()));
        await RenameAsync(open, "elsewhere", "pictures");
        (await open.AnswersAsync()).ShouldHaveSingleItem().Values["why"].ShouldBe("một");
        (await open.Installation.Answers.Pictures.MisplacedAsync(Cancel)).ShouldBeEmpty();
        (await PictureSurvey.AnswerAsync(open, links[1].Key, "hai", PictureSurvey.Content())).Taken.ShouldBe(Taken.Stored);
    }

    /// <summary>An attack: whoever has the list of links in the order they served looks where pictures lie.</summary>
    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Where_pictures_lie_tells_nothing_of_the_order_of_people(Kind kind)
    {
        using var open = await PictureSurvey.NewAsync(kind, postgres);
        var pictures = await PictureSurvey.AnswerInOrderAsync(open, People);
        await open.AnswerAsync((await open.InviteAsync(10, prefix: "Q"))[0].Key); // without one: those that lie there are written anew all the same

        foreach (var order in kind == Kind.Sqlite ? [InFile(open, pictures)] : await OnServerAsync(open, pictures))
        {
            order.Order().ShouldBe(Enumerable.Range(0, People));
            order.Index().Count(pair => pair.Item == pair.Index).ShouldBeLessThan(10, "one match is expected by chance");
            order.Zip(order.Skip(1)).Count(pair => Math.Abs(pair.First - pair.Second) == 1).ShouldBeLessThan(15, "two neighbours are expected by chance");
        }

        (await open.Installation.Answers.Pictures.MisplacedAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task On_a_server_no_transaction_marks_one_picture()
    {
        using var open = await PictureSurvey.NewAsync(Kind.Postgres, postgres);
        await PictureSurvey.AnswerInOrderAsync(open, 30);
        foreach (var link in await open.InviteAsync(21, prefix: "Q"))
            await open.AnswerAsync(link.Key);
        foreach (var table in (string[])["answers.pictures", await ToastAsync(open)])
        {
            var marks = (await ReadAsync(open, $"SELECT xmin::text FROM {table}")).CountBy(row => row[0]).Select(mark => mark.Key).ToHashSet();
            marks.ShouldBeSubsetOf((await ReadAsync(open, "SELECT xmin::text FROM answers.batches")).Select(row => row[0]), $"{table}: the mark of a picture is that of its batch");
        }
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task Pictures_are_erased_with_the_answers(Kind kind)
    {
        using var open = await PictureSurvey.NewAsync(kind, postgres);
        var pictures = await PictureSurvey.AnswerInOrderAsync(open, 3);
        open.Clock.Now = new(2027, 12, 31, 17, 0, 0, TimeSpan.Zero);
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldBe([new(OpenSurvey.Code, 3, 10)]);
        (await open.Installation.Answers.Pictures.FindAsync(OpenSurvey.Code, pictures[0].Name, Cancel)).ShouldBeNull();
        (await open.Installation.Answers.Pictures.MisplacedAsync(Cancel)).ShouldBeEmpty();
        if (kind == Kind.Sqlite)
            InFile(open, pictures).ShouldBeEmpty("pages given up are overwritten");
    }

    [Theory]
    [InlineData(Kind.Sqlite, Kind.Sqlite)]
    [InlineData(Kind.Sqlite, Kind.Postgres)]
    [InlineData(Kind.Postgres, Kind.Sqlite)]
    public async Task Pictures_come_back_from_a_backup_whatever_database_it_is_of(Kind from, Kind to)
    {
        using var open = await PictureSurvey.NewAsync(from, postgres);
        var pictures = await PictureSurvey.AnswerInOrderAsync(open, 3);
        var (file, folder) = (Path.Combine(open.Test.Folder, "sao-luu.zip"), Path.Combine(open.Test.Folder, "khac"));
        OpenRound.Must(await BackupWriting.WriteAsync(open.Installation, open.Test.Folder, file, open.Clock, Cancel));
        var connection = to == Kind.Postgres ? postgres.NewDatabase() : Path.Combine(folder, "chiso.db");
        OpenRound.Must(await BackupRestoring.RestoreAsync(file, connection, folder, replace: false, open.Clock, Cancel));
        using var restored = new Installation(to == Kind.Postgres ? connection : null, folder, open.Clock);
        foreach (var picture in pictures)
            (await restored.Answers.Pictures.FindAsync(OpenSurvey.Code, picture.Name, Cancel)).ShouldBe(picture.Content);
        (await restored.Answers.Pictures.MisplacedAsync(Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("DELETE FROM pictures WHERE name = @name")]
    [InlineData("UPDATE pictures SET name = 'khac' WHERE name = @name")]
    [InlineData("INSERT INTO pictures (survey, name, content) SELECT survey, 'khac', content FROM pictures WHERE name = @name")]
    public async Task A_backup_in_which_a_picture_is_missing_or_left_over_is_not_sound(string harm)
    {
        using var open = await PictureSurvey.NewAsync(Kind.Sqlite, postgres);
        var pictures = await PictureSurvey.AnswerInOrderAsync(open, 2);
        await open.InStoreAsync(harm, ("name", pictures[1].Name));
        var file = Path.Combine(open.Test.Folder, "sao-luu.zip");
        OpenRound.Must(await BackupWriting.WriteAsync(open.Installation, open.Test.Folder, file, open.Clock, Cancel));
        var problem = (await BackupVerification.VerifyAsync(file, open.Test.Folder, open.Clock, Cancel)).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Where).ShouldBe(("backup.answer-pictures", OpenSurvey.Code));
    }

    [Fact]
    public async Task A_correction_beside_a_picture_keeps_it_and_none_replaces_it()
    {
        using var open = await PictureSurvey.NewAsync(Kind.Sqlite, postgres);
        var picture = (await PictureSurvey.AnswerInOrderAsync(open, 10))[0]; // fewer are too small a group to be looked at
        OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        var (closed, manager, reviewing) = ((await open.Installation.Surveys.FindAsync(OpenSurvey.Code, Cancel))!, SurveyManagers.With(Role.SurveyManager), open.Installation.Reviewing); // closed just above
        var sign = (await SeenAsync()).Sign;
        OpenRound.Must(await reviewing.CorrectAsync(OpenSurvey.Code, new(sign, "visits", "7", "Ghi nhầm", 0), manager, Cancel));
        var answer = await SeenAsync();
        (answer.Current.Values["visits"], answer.Current.Values["photo"]).ShouldBe(("7", picture.Name));
        (await reviewing.CorrectAsync(OpenSurvey.Code, new(sign, "photo", "khac.jpg", "vì", 1), manager, Cancel)).Problems.Single().Code.ShouldBe("survey.review-no-question");
        AnswerReviewing.CanCorrect(closed.Form, "photo").ShouldBeFalse();

        async Task<ReviewedAnswer> SeenAsync() => (await reviewing.ReadAsync(closed, Cancel)).Answers.Single(one => one.Current.Values["photo"] == picture.Name);
    }

    /// <summary>The numbers of people in the order in which their pictures lie in the file; each lies there once.</summary>
    private static List<int> InFile(OpenSurvey open, List<SentPicture> pictures)
    {
        SqliteConnection.ClearAllPools();
        ReadOnlySpan<byte> file = File.ReadAllBytes(Path.Combine(open.Test.Folder, "answers.db"));
        var places = new List<(int Place, int Person)>();
        foreach (var (person, picture) in pictures.Index())
        {
            var (mark, from) = (PictureSurvey.MarkOf(picture.Content), 0);
            for (int found; (found = file[from..].IndexOf(mark)) >= 0; from += found + 1)
                places.Add((from + found, person));
        }

        return [.. places.Order().Select(one => one.Person)];
    }

    /// <summary>The same by the places of rows, and by the numbers of the pieces the server keeps long values in.</summary>
    private static async Task<List<List<int>>> OnServerAsync(OpenSurvey open, List<SentPicture> pictures)
    {
        var rows = await ReadAsync(open, "SELECT name FROM answers.pictures ORDER BY ctid");
        var pieces = await ReadAsync(open, $"SELECT encode(substr(chunk_data, 1, 32), 'hex') FROM {await ToastAsync(open)} WHERE chunk_seq = 0 ORDER BY chunk_id::bigint");
        var heads = pictures.Select(picture => Convert.ToHexStringLower(picture.Content[..32])).ToList();
        return [[.. rows.Select(row => pictures.FindIndex(picture => picture.Name == row[0]))], [.. pieces.Select(row => heads.IndexOf(row[0]))]];
    }

    private static async Task<string> ToastAsync(OpenSurvey open) => (await ReadAsync(open, "SELECT reltoastrelid::regclass::text FROM pg_class WHERE oid = 'answers.pictures'::regclass"))[0][0];

    private static Task RenameAsync(OpenSurvey open, string from, string to) => open.InStoreAsync($"ALTER TABLE {(open.Installation.Database.IsPostgres ? "answers." : "")}{from} RENAME TO {to}");

    private static async Task<List<string[]>> ReadAsync(OpenSurvey open, string sql)
    {
        await using var context = open.Installation.Database.Open();
        await using var connection = new NpgsqlConnection(context.Database.GetConnectionString());
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var rows = new List<string[]>();
        while (await reader.ReadAsync(Cancel))
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        return rows;
    }
}

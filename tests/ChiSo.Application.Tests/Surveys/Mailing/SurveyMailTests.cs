using System.Text;
using System.Text.RegularExpressions;
using ChiSo.Application.Audit;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Mailing;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Mail;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Mailing;

/// <summary>Invitations by a real mail server: the link works and stands nowhere, the reminder goes to unused links, addresses end with the survey.</summary>
public sealed partial class SurveyMailTests(PostgresServer postgres)
{
    private const string Home = "https://khaosat.example.vn";
    private static readonly Person Manager = With(Role.SurveyManager);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task People_get_a_link_of_their_own_answer_by_it_and_the_others_are_reminded_once(Kind kind)
    {
        await using var server = await SmtpServer.StartAsync();
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var mail = open.Installation.SurveyMail;
        OpenRound.Must(await InviteAsync(open, Contacts(1, 12))).ShouldBe(new MailedPeople(12, 0, 0, 0));
        (await InviteAsync(open, Contacts(1, 12))).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.nobody-new");
        (await DeliverAsync(open, server)).ShouldBe(12);
        (await DeliverAsync(open, server)).ShouldBe(0);

        var letters = server.Taken();
        letters.Select(letter => letter.To.Mailboxes.Single().Address).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, 12).Select(number => $"p{number}@example.vn").Order(StringComparer.Ordinal));
        var first = letters.Single(letter => letter.To.ToString() == "p1@example.vn");
        var text = first.TextBody.ShouldNotBeNull();
        foreach (var said in (string[])["Ai hỏi: Sở Nội vụ", "Hỏi về: Sở Nội vụ", "Quyết định 1", "để biết", "Khoảng 5 phút.", "Tự nguyện", "Hỏi thêm: 0123", "31/03/2026"])
            text.ShouldContain(said);
        letters.Single(letter => letter.To.ToString() == "p2@example.vn").TextBody.ShouldNotBeNull().ShouldContain("Voluntary: you may decline");
        letters.Single(letter => letter.To.ToString() == "p3@example.vn").TextBody.ShouldNotBeNull().ShouldContain("ដោយស្ម័គ្រចិត្ត");
        var keys = letters.Select(letter => Link().Match(letter.TextBody ?? "").Groups["key"].Value).ToList();
        keys.Distinct().Count().ShouldBe(12);
        await ShouldStandNowhereAsync(open, keys);

        OpenRound.Must(await open.AnswerAsync(Link().Match(text).Groups["key"].Value)).ShouldBe(Taken.Stored);
        OpenRound.Must(await open.AnswerAsync(Link().Match(text).Groups["key"].Value)).ShouldBe(Taken.Before);
        OpenRound.Must(await mail.RemindAsync(OpenSurvey.Code, hasServer: true, Manager, Cancel)).ShouldBe(12, "the number does not tell how many have answered");
        (await DeliverAsync(open, server)).ShouldBe(12, "nor does the outbox");
        var reminders = server.Taken().Where(letter => (letter.TextBody ?? "").Contains("nhắc duy nhất", StringComparison.Ordinal) || (letter.TextBody ?? "").Contains("only reminder", StringComparison.Ordinal) || (letter.TextBody ?? "").Contains("រំលឹក", StringComparison.Ordinal)).ToList();
        reminders.Select(letter => letter.To.ToString()).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(2, 11).Select(number => $"p{number}@example.vn").Order(StringComparer.Ordinal));
        reminders.ShouldAllBe(letter => !Link().IsMatch(letter.TextBody ?? ""));
        (await mail.RemindAsync(OpenSurvey.Code, hasServer: true, Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.nobody-to-remind");
        (await mail.BoardAsync(open.Survey, Cancel)).ShouldSatisfyAllConditions(board => (board.Waiting, board.Sent, board.Reminded).ShouldBe((0, 12, 12)), board => board.Failed.ShouldBeEmpty());

        OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        await using var context = open.Installation.Database.Open();
        (await context.Set<SurveyAddress>().CountAsync(Cancel)).ShouldBe(0);
        (await context.AuditLinks.Where(link => link.Chain == "survey:" + OpenSurvey.Code).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel)).ShouldBe(["survey.opened", "survey.invited", "survey.mailed", "survey.reminded", "survey.closed"]);
        (await InviteAsync(open, Contacts(13, 14))).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.mail-over");
    }

    [Fact]
    public async Task What_was_refused_is_named_and_tried_again_at_another_address()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await InviteAsync(open, Contacts(1, 12)));
        await using (var strict = await SmtpServer.StartAsync(longest: 300))
            (await DeliverAsync(open, strict)).ShouldBe(0);
        var board = await open.Installation.SurveyMail.BoardAsync(open.Survey, Cancel);
        (board.Sent, board.Failed.Length).ShouldBe((0, 12));
        board.Failed[0].ShouldSatisfyAllConditions(one => one.Unit.ShouldBe("noivu"), one => one.Error.ShouldContain("552"));

        (await InviteAsync(open, Contacts(1, 12))).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.nobody-new", "the same address fails again");
        OpenRound.Must(await InviteAsync(open, Contacts(1, 2).Replace("p2@example.vn", "moi@example.vn", StringComparison.Ordinal))).ShouldBe(new MailedPeople(0, 1, 0, 1));
        await using var server = await SmtpServer.StartAsync();
        (await DeliverAsync(open, server)).ShouldBe(1);
        server.Taken().ShouldHaveSingleItem().To.ToString().ShouldBe("moi@example.vn");
        (await open.Installation.SurveyMail.BoardAsync(open.Survey, Cancel)).ShouldSatisfyAllConditions(now => now.Sent.ShouldBe(1), now => now.Failed.Length.ShouldBe(11));
    }

    [Fact]
    public async Task A_server_that_was_away_gets_another_key_and_only_the_last_works()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await InviteAsync(open, Contacts(1, 10)));
        (await new Outbox(open.Installation.Database, open.Clock).DeliverAsync([open.Installation.SurveyMail.Through(Channel(SmtpServer.FreePort()), Home)], Cancel)).ShouldBe(0);
        open.Clock.Now = open.Clock.Now.AddMinutes(10);
        await using var server = await SmtpServer.StartAsync();
        (await DeliverAsync(open, server)).ShouldBe(10);
        foreach (var letter in server.Taken())
            OpenRound.Must(await open.Installation.Intake.AdmitAsync(open.Survey, Link().Match(letter.TextBody ?? "").Groups["key"].Value, Cancel)).Unit.ShouldBe("noivu");
    }

    [Fact]
    public async Task Every_fault_of_a_list_is_told_by_its_cell_and_nobody_is_invited()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var told = (await InviteAsync(open, "id,unit,email,language\nP1,noivu,p1@,vi\nP2,khong-co,p2@example.vn,fr\n,noivu,p3@example.vn,\n")).Problems;
        told.Select(problem => $"{problem.Code}@{problem.Where}").ShouldBe(["survey.email@a.csv:2:email", "survey.no-unit@a.csv:3:unit", "survey.language@a.csv:3:language", "table.missing-value@a.csv:4:id"], ignoreOrder: true);
        (await InviteAsync(open, Contacts(1, 3))).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.group-too-small");
        (await open.Installation.SurveyMail.InviteAsync(OpenSurvey.Code, [], hasServer: false, Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.no-mail");
        (await open.Installation.SurveyMail.InviteAsync(OpenSurvey.Code, [], hasServer: true, With(Role.StandingOffice), Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.not-allowed");
        (await open.Installation.Surveys.InvitedAsync(open.Survey, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_a_drawn_sample_its_people_alone_are_invited_under_their_strata()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var frame = new StringBuilder("id,unit,stratum\n");
        for (var number = 1; number <= 60; number++)
            frame.Append(System.Globalization.CultureInfo.InvariantCulture, $"P{number},noivu,a\n");
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(frame.ToString()));
        var held = OpenRound.Must(await open.Installation.SurveySampling.KeepFrameAsync(OpenSurvey.Code, [InviteeFile.Read(stream, "f.csv")], Manager, Cancel)).Frame.ShouldNotBeNull();
        var plan = OpenRound.Must(SamplePlanEntry.Read(SamplePlanEntry.Proposed.SetItem("size", "total").SetItem("total", "20"), OpenSurvey.Declaration, DecimalMark.Comma));
        var draw = OpenRound.Must(await open.Installation.SurveySampling.DrawAsync(OpenSurvey.Code, plan, "1", held.Hash, Manager, Cancel)).Newest.ShouldNotBeNull();
        (await InviteAsync(open, Contacts(1, 60))).Problems.ShouldAllBe(problem => problem.Code == "survey.not-drawn");
        var list = "id,unit,email\n" + string.Concat(draw.People.Where(one => !one.IsReserve).Select(one => $"{one.Id},noivu,{one.Id.ToLowerInvariant()}@example.vn\n"));
        OpenRound.Must(await InviteAsync(open, list)).Invited.ShouldBe(20);
        (await open.Installation.Surveys.InvitedAsync(open.Survey, Cancel)).ShouldAllBe(one => one.Stratum == "a");
        (await open.Installation.SurveySampling.FindAsync(open.Survey, Cancel)).Newest.ShouldNotBeNull().InvitedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task After_the_last_day_nothing_leaves_and_addresses_go_by_themselves()
    {
        await using var server = await SmtpServer.StartAsync();
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        OpenRound.Must(await InviteAsync(open, Contacts(1, 10)));
        open.Clock.Now = new(2026, 4, 1, 1, 0, 0, TimeSpan.Zero);
        await DeliverAsync(open, server);
        server.Taken().ShouldBeEmpty();
        (await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel)).ShouldBeEmpty("answers are kept longer");
        await using var context = open.Installation.Database.Open();
        (await context.Set<SurveyAddress>().CountAsync(Cancel)).ShouldBe(0);
        (await context.AuditLinks.CountAsync(link => link.Act == "survey.addresses-erased", Cancel)).ShouldBe(1);
    }

    /// <summary>Neither the outbox nor an invitation holds a key, and addresses stand in one table alone.</summary>
    private static async Task ShouldStandNowhereAsync(OpenSurvey open, List<string> keys)
    {
        await using var context = open.Installation.Database.Open();
        var messages = await context.Set<OutgoingMessage>().AsNoTracking().ToListAsync(Cancel);
        messages.ShouldAllBe(message => message.To == "" && message.Name == "" && message.Text == "" && message.Subject == "" && message.State == MessageState.Sent);
        var invitations = await context.Set<SurveyInvitation>().AsNoTracking().ToListAsync(Cancel);
        invitations.Select(row => row.KeyHash).Order(StringComparer.Ordinal).ShouldBe(keys.Select(key => LinkKey.OfInvitation(OpenSurvey.Code, key)).Order(StringComparer.Ordinal));
        var payloads = await context.AuditPayloads.AsNoTracking().Select(payload => payload.Json).ToListAsync(Cancel);
        payloads.ShouldAllBe(json => json == null || (!json.Contains("@example.vn") && !keys.Any(json.Contains)));
    }

    private static Task<int> DeliverAsync(OpenSurvey open, SmtpServer server) => new Outbox(open.Installation.Database, open.Clock).DeliverAsync([open.Installation.SurveyMail.Through(Channel(server.Port), Home)], Cancel);

    private static SmtpChannel Channel(int port) => new(new("127.0.0.1", "ChiSo <chiso@example.vn>", port, MailSecurity.None), null);

    private static async Task<Result<MailedPeople>> InviteAsync(OpenSurvey open, string list)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(list));
        return await open.Installation.SurveyMail.InviteAsync(OpenSurvey.Code, [ContactFile.Read(stream, "a.csv", OpenSurvey.Declaration)], hasServer: true, Manager, Cancel);
    }

    private static string Contacts(int from, int to) => "id,unit,email,language\n" + string.Concat(Enumerable.Range(from, to - from + 1).Select(number => $"P{number},noivu,p{number}@example.vn,{number switch { 2 => "en", 3 => "km", _ => "" }}\n"));

    private static Person With(Role role) => new(Guid.NewGuid(), "thử", [new Mandate { AccountId = Guid.NewGuid(), Role = role, Unit = Roles.IsOfUnit(role) ? "noivu" : "", Ground = "", GrantedBy = Guid.Empty, From = DateTime.UnixEpoch }]);

    [GeneratedRegex("https://khaosat\\.example\\.vn/s/thu-2026\\?k=(?<key>[0-9a-z]{24})&l=(?:vi|en|km)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}

using System.Collections.Immutable;
using System.Text;
using ChiSo.Application.Audit;
using ChiSo.Application.Mail;
using ChiSo.Application.People;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Mailing;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Application.Tests.Assessment;
using ChiSo.Application.Tests.Database;
using ChiSo.Application.Tests.Surveys.Collection;
using ChiSo.Application.Vietnamese;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace ChiSo.Application.Tests.Surveys.Fieldwork;

/// <summary>How people are found: seen by those who visit them, kept beside invitations alone, gone when it was promised.</summary>
public sealed class FieldContactTests(PostgresServer postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task The_coordinator_sees_the_area_an_interviewer_the_own_list_and_nobody_else_anybody(Kind kind)
    {
        using var field = await Field.NewAsync(kind, postgres);
        await InviteAsync(field.Open, field.Manager, People(12, "noivu"));
        await InviteAsync(field.Open, field.Manager, People(12, "tuphap"));
        OpenRound.Must(await field.GiveAsync(field.First, 20)); // A1 to A9, P1 to P9, A10, A11
        var (place, contacts) = (await field.PlaceAsync(), field.Installation.FieldContacts);
        (await contacts.OfAreaAsync(place, field.Coordinator, Cancel)).Count.ShouldBe(12, "of the area, and not of the other unit");
        var own = await contacts.OfOwnAsync(place, field.First, Cancel);
        own.Values.Select(found => found.Name).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, own.Count).Select(number => $"Bà Noivu {number}").Order(StringComparer.Ordinal));
        own.Count.ShouldBe(11);
        own.Keys.ShouldBeSubsetOf((await field.ListAsync(field.First)).Select(one => one.Invitation));
        (await contacts.OfOwnAsync(place, field.Second, Cancel)).ShouldBeEmpty("nobody was given to them");
        foreach (var person in new[] { field.First, field.Supervisor, field.Manager, Field.With(Role.StandingOffice, "", ""), Field.With(Role.Auditor, "", ""), Field.With(Role.FieldCoordinator, OpenSurvey.Code, "dia-ban-2") })
            (await contacts.OfAreaAsync(place, person, Cancel)).ShouldBeEmpty();
        (await contacts.OfOwnAsync(place, field.Coordinator, Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Kind.Sqlite)]
    [InlineData(Kind.Postgres)]
    public async Task It_stands_beside_invitations_alone_and_goes_when_the_survey_is_closed(Kind kind)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres);
        var manager = Field.With(Role.SurveyManager, "", "");
        var frame = OpenRound.Must(await open.Installation.SurveySampling.KeepFrameAsync(OpenSurvey.Code, [People(60, "noivu")], manager, Cancel)).Frame.ShouldNotBeNull();
        frame.People.ShouldAllBe(one => one.Whereabouts == null, "the frame itself tells nothing of it");
        SamplePlanEntry.Read(SamplePlanEntry.Proposed.SetItem("size", "total").SetItem("total", "20"), OpenSurvey.Declaration, DecimalMark.Comma).TryGet(out var plan).ShouldBeTrue();
        var draw = OpenRound.Must(await open.Installation.SurveySampling.DrawAsync(OpenSurvey.Code, plan!, "1", frame.Hash, manager, Cancel)).Newest.ShouldNotBeNull(); // read just above
        var links = OpenRound.Must(await open.Installation.SurveySampling.InviteAsync(OpenSurvey.Code, 1, manager, Cancel)).Links;
        var gone = draw.People.First(one => !one.IsReserve).Id;
        OpenRound.Must(await open.Installation.SurveySampling.ReplaceAsync(OpenSurvey.Code, "noivu", gone, "đi xa", manager, Cancel));
        OpenRound.Must(await open.AnswerAsync(links[0].Key));

        await using (var context = open.Installation.Database.Open())
        {
            var rows = await context.SurveyAddresses.AsNoTracking().ToListAsync(Cancel);
            rows.Count.ShouldBe(21, "the sample and who was asked instead, not the rest of the frame");
            rows.ShouldAllBe(row => row.Name.StartsWith("Bà Noivu ") && row.Telephone.StartsWith("0292 ") && row.Address == "");
            (await context.AuditLinks.AsNoTracking().ToListAsync(Cancel)).ShouldAllBe(link => !$"{link.Act} {link.Subject}".Contains("Noivu", StringComparison.Ordinal));
            (await context.AuditPayloads.AsNoTracking().ToListAsync(Cancel)).ShouldAllBe(payload => !payload.Json.Contains("Bà ", StringComparison.Ordinal) && !payload.Json.Contains("0292", StringComparison.Ordinal));
        }

        OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        await using var after = open.Installation.Database.Open();
        (await after.SurveyAddresses.CountAsync(Cancel)).ShouldBe(0);
        (await after.SurveyFrames.Select(one => one.Contacts).ToListAsync(Cancel)).ShouldBe([""]);
        (await after.SurveyInvitations.CountAsync(Cancel)).ShouldBe(21, "those invited stay, by their ids");
    }

    [Fact]
    public async Task A_survey_may_keep_it_for_re_checks_until_a_day_it_declares()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres, OpenSurvey.Declaration with { ContactsUntil = new(2026, 4, 30) });
        await InviteAsync(field.Open, field.Manager, People(12, "noivu"));
        OpenRound.Must(await field.Installation.Surveys.CloseAsync(OpenSurvey.Code, field.Open.Change(), Cancel));
        field.Open.Clock.Now = new(2026, 4, 30, 12, 0, 0, TimeSpan.Zero);
        await field.Installation.Retention.EraseDueAsync(field.Open.Change(), Cancel);
        (await field.Installation.FieldContacts.OfAreaAsync(await field.PlaceAsync(), field.Coordinator, Cancel)).Count.ShouldBe(12);
        field.Open.Clock.Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
        await field.Installation.Retention.EraseDueAsync(field.Open.Change(), Cancel);
        (await field.Installation.FieldContacts.OfAreaAsync(await field.PlaceAsync(), field.Coordinator, Cancel)).ShouldBeEmpty();
        await using var context = field.Installation.Database.Open();
        (await context.AuditLinks.CountAsync(link => link.Act == "survey.addresses-erased", Cancel)).ShouldBe(1, "with proof");
    }

    [Fact]
    public async Task A_list_that_comes_again_corrects_how_people_are_found_and_makes_no_second_link()
    {
        using var field = await Field.NewAsync(Kind.Sqlite, postgres);
        ImmutableArray<Invitee> list = [new("p1 ", "noivu", "", "row 1") { Whereabouts = new("Bà Một", "Số 1", "0292 3 812 001") }, new("P2", "noivu", "", "row 2")];
        var told = OpenRound.Must(await field.Installation.SurveyManagement.InviteAsync(OpenSurvey.Code, [list], field.Manager, Cancel));
        told.ShouldSatisfyAllConditions(made => made.Links.ShouldBeEmpty(), made => made.Before.ShouldBe(2), made => made.Found.ShouldBe(1));
        OpenRound.Must(await field.Installation.SurveyManagement.InviteAsync(OpenSurvey.Code, [ImmutableArray.Create(new Invitee("P1", "noivu", "", "row 1") { Whereabouts = new("Bà Một", "Số 2", "") })], field.Manager, Cancel)).Found.ShouldBe(1);
        (await field.Installation.FieldContacts.OfAreaAsync(await field.PlaceAsync(), field.Coordinator, Cancel)).Values.ShouldHaveSingleItem().ShouldBe(new("Bà Một", "Số 2", ""));
        (await field.Installation.SurveyManagement.InviteAsync(OpenSurvey.Code, [ImmutableArray.Create(new Invitee("P2", "noivu", "", "row 1"))], field.Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.nobody-new");
        OpenRound.Must(await field.Installation.Surveys.CloseAsync(OpenSurvey.Code, field.Open.Change(), Cancel));
        (await field.Installation.SurveyManagement.InviteAsync(OpenSurvey.Code, [list], field.Manager, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("survey.closed", "what was erased doesn't come back");
        (await field.Installation.FieldContacts.OfAreaAsync(await field.PlaceAsync(), field.Coordinator, Cancel)).ShouldBeEmpty();
    }

    /// <summary>The day declared is for names, places and telephones of those invited: nobody writes to anybody after the end.</summary>
    [Theory]
    [InlineData(Kind.Sqlite, true)]
    [InlineData(Kind.Postgres, false)]
    public async Task Mail_addresses_and_what_a_frame_tells_go_with_the_end_whatever_day_is_declared(Kind kind, bool isClosed)
    {
        using var open = await OpenSurvey.NewAsync(kind, postgres, OpenSurvey.Declaration with { ContactsUntil = new(2026, 4, 30) });
        var manager = Field.With(Role.SurveyManager, "", "");
        OpenRound.Must(await open.Installation.SurveySampling.KeepFrameAsync(OpenSurvey.Code, [People(60, "noivu")], manager, Cancel));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("id,unit,email,name\n" + string.Concat(Enumerable.Range(1, 10).Select(number => $"M{number},tuphap,m{number}@example.vn,{(number == 1 ? "" : $"Ông {number}")}\n"))));
        OpenRound.Must(await open.Installation.SurveyMail.InviteAsync(OpenSurvey.Code, [ContactFile.Read(stream, "thu.csv", OpenSurvey.Declaration)], hasServer: true, manager, Cancel));
        open.Clock.Now = new(2026, 4, 1, 1, 0, 0, TimeSpan.Zero);
        if (isClosed)
            OpenRound.Must(await open.Installation.Surveys.CloseAsync(OpenSurvey.Code, open.Change(), Cancel));
        else
            await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel);
        await using var context = open.Installation.Database.Open();
        (await context.SurveyAddresses.AsNoTracking().ToListAsync(Cancel)).ShouldSatisfyAllConditions(rows => rows.Count.ShouldBe(9), rows => rows.ShouldAllBe(row => row.Address == "" && row.Language == "" && row.Name != ""));
        (await context.SurveyFrames.Select(one => one.Contacts).ToListAsync(Cancel)).ShouldBe([""], "most of them have no link");
        (await context.AuditPayloads.AsNoTracking().OrderBy(payload => payload.Sequence).LastAsync(payload => payload.Chain == "survey:" + OpenSurvey.Code, Cancel)).Json.ShouldContain("\"addresses\":10,\"frames\":1");
        await open.Installation.Retention.EraseDueAsync(open.Change(), Cancel);
        (await context.AuditLinks.CountAsync(link => link.Act == "survey.addresses-erased", Cancel)).ShouldBe(isClosed ? 0 : 1, "nothing was left to erase");
    }

    [Fact]
    public async Task A_list_corrects_what_it_tells_of_those_it_can_only_mean_and_leaves_the_rest()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var manager = Field.With(Role.SurveyManager, "", "");
        OpenRound.Must(await open.Installation.Surveys.InviteAsync(OpenSurvey.Code, [.. People(12, "noivu"), new("a1", "noivu", "", "") { Whereabouts = new("Bà Khác", "", "") }], open.Change(), Cancel));
        (await FoundAsync("id,unit,telephone\na2,noivu,0292 3 999 999\n")).ShouldBe(1);
        (await FoundAsync("id,unit,name,address\nA3,noivu,Bà Ba,\n")).ShouldBe(1);
        (await FoundAsync("id,unit,name\na1,noivu,Bà Khác Nữa\na1 ,noivu,Lần nữa\n")).ShouldBe(1, "A1 and a1 are two people");
        var found = (await open.FoundAsync()).ToDictionary(one => one.Reference, one => one.Found);
        found["A2"].ShouldSatisfyAllConditions(one => one.Name.ShouldBe("Bà Noivu 2"), one => one.Telephone.ShouldBe("0292 3 999 999"));
        found["A3"].ShouldSatisfyAllConditions(one => one.Name.ShouldBe("Bà Ba"), one => one.Place.ShouldBeEmpty("an empty cell says there is nothing"), one => one.Telephone.ShouldNotBeEmpty());
        (found["A1"].Name, found["a1"].Name).ShouldBe(("Bà Noivu 1", "Bà Khác Nữa"));
        await using var context = open.Installation.Database.Open();
        (await context.AuditPayloads.AsNoTracking().OrderBy(payload => payload.Sequence).LastAsync(payload => payload.Chain == "survey:" + OpenSurvey.Code, Cancel)).Json.ShouldContain("\"people\":1");

        async Task<int> FoundAsync(string list)
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(list));
            return OpenRound.Must(await open.Installation.SurveyManagement.InviteAsync(OpenSurvey.Code, [InviteeFile.Read(stream, "a.csv")], manager, Cancel)).Found;
        }
    }

    [Fact]
    public async Task Lists_of_the_same_frame_that_come_again_leave_a_link_when_they_tell_more()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var (sampling, manager) = (open.Installation.SurveySampling, Field.With(Role.SurveyManager, "", ""));
        foreach (var _ in Enumerable.Range(0, 2))
            OpenRound.Must(await sampling.KeepFrameAsync(OpenSurvey.Code, [People(20, "noivu")], manager, Cancel));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("id,unit,telephone\n" + string.Concat(Enumerable.Range(1, 20).Select(number => $"A{number},noivu,{(number == 3 ? "0292 3 999 999" : "")}\n"))));
        OpenRound.Must(await sampling.KeepFrameAsync(OpenSurvey.Code, [InviteeFile.Read(stream, "a.csv")], manager, Cancel));
        await using var context = open.Installation.Database.Open();
        (await context.AuditLinks.Where(link => link.Chain == "survey:" + OpenSurvey.Code).OrderBy(link => link.Sequence).Select(link => link.Act).ToListAsync(Cancel)).ShouldBe(["survey.opened", "survey.frame-kept", "survey.found"]);
        (await context.SurveyFrames.Select(one => one.Contacts).SingleAsync(Cancel)).ShouldSatisfyAllConditions(text => text.ShouldContain("0292 3 999 999"), text => text.ShouldContain("Noivu 3"));
    }

    [Fact]
    public async Task Mail_reaches_those_alone_who_have_an_address_of_mail()
    {
        using var open = await OpenSurvey.NewAsync(Kind.Sqlite, postgres);
        var manager = Field.With(Role.SurveyManager, "", "");
        await InviteAsync(open, manager, People(12, "noivu"));
        var list = Encoding.UTF8.GetBytes("id,unit,email,name,telephone\n" + string.Concat(Enumerable.Range(1, 10).Select(number => $"M{number},tuphap,m{number}@example.vn,Ông {number},0292 3 000 {number:000}\n")));
        using var stream = new MemoryStream(list);
        OpenRound.Must(await open.Installation.SurveyMail.InviteAsync(OpenSurvey.Code, [ContactFile.Read(stream, "thu.csv", OpenSurvey.Declaration)], hasServer: true, manager, Cancel)).Invited.ShouldBe(10);
        (await open.Installation.SurveyMail.BoardAsync(open.Survey, Cancel)).All.ShouldBe(10);
        OpenRound.Must(await open.Installation.SurveyMail.RemindAsync(OpenSurvey.Code, hasServer: true, manager, Cancel)).ShouldBe(10);
        await using var context = open.Installation.Database.Open();
        (await context.SurveyAddresses.Where(row => row.Address != "").Select(row => row.Name).ToListAsync(Cancel)).ShouldAllBe(name => name.StartsWith("Ông "));
        (await context.OutgoingMessages.CountAsync(Cancel)).ShouldBe(20);
    }

    [Theory]
    [InlineData("0292 3 812 345", true)]
    [InlineData("+84 (292) 3.812-345", true)]
    [InlineData("12345", false)]
    [InlineData("0292 3 812 345 máy lẻ 2", false)]
    [InlineData("0292+3812345", false)]
    public void A_telephone_is_digits_with_signs_between(string telephone, bool isGood)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes($"id,unit,telephone,name\nP1,noivu,{telephone},{new string('a', isGood ? 300 : 301)}\n"));
        InviteeFile.Read(stream, "a.csv").Problems.Select(problem => $"{problem.Code}@{problem.Where}").ShouldBe(isGood ? [] : ["survey.too-long@a.csv:2:name", "survey.telephone@a.csv:2:telephone"]);
    }

    [Fact]
    public void Of_two_rows_of_a_person_the_one_that_tells_more_is_kept() =>
        OpenRound.Must(Application.Surveys.Management.MergedLists.Of([new("P1", "noivu", "", "row 1"), new("p1", "noivu", "", "row 2") { Whereabouts = new("Bà Một", "", "") }], [])).ShouldSatisfyAllConditions(merged => merged.Twice.ShouldBe(1), merged => merged.People.Single().Whereabouts.ShouldBe(new("Bà Một", "", "")));

    private static async Task InviteAsync(OpenSurvey open, Person manager, ImmutableArray<Invitee> people) =>
        OpenRound.Must(await open.Installation.SurveyManagement.InviteAsync(OpenSurvey.Code, [people], manager, Cancel)).Links.Length.ShouldBe(people.Length);

    private static ImmutableArray<Invitee> People(int people, string unit) => [.. Enumerable.Range(1, people).Select(number =>
        new Invitee($"A{number}", unit, "", $"row {number}") { Whereabouts = new($"Bà {char.ToUpperInvariant(unit[0])}{unit[1..]} {number}", $"Số {number}, đường Hòa Bình", $"0292 3 812 {number:000}") })];
}

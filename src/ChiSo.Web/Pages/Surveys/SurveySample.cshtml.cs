using System.Collections.Immutable;
using ChiSo.Application.Publication;
using ChiSo.Application.Surveys.Collection;
using ChiSo.Application.Surveys.Management;
using ChiSo.Application.Surveys.Sampling;
using ChiSo.Application.Surveys.Sampling.Handed;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Surveys;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The sample of a survey: lists of units, sizes with their margin and cost, draws that can be repeated, links for those drawn, replacements from the reserve.</summary>
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(ValueLengthLimit = MostBytes, MultipartBodyLengthLimit = MostBytes)]
public sealed class SurveySamplePage(Installation installation, Texts texts) : SurveyDeskPage(installation, texts)
{
    private const int MostBytes = 32 * 1024 * 1024;
    private PeopleNames names = PeopleNames.None;

    public SurveySampleView Sample { get; private set; } = null!; // set before the page is rendered

    /// <summary>What the plan in the fields comes to; <c>null</c> without a frame, or while a field can't be read.</summary>
    public PlannedSample? Planned { get; private set; }

    public SamplePlan? Plan { get; private set; }

    public bool MayDraw => MayRun && !Live.IsClosed;

    /// <summary>What was just made; <c>null</c> on every other page.</summary>
    public InvitedPeople? Made { get; private set; }

    /// <summary>The links just made, as the file to be kept.</summary>
    public string Links { get; private set; } = "";

    /// <summary>Where people reach the pages, as this browser does.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Who has handed in a list; <c>null</c> where units were not asked.</summary>
    public UnitListBoard? Lists { get; private set; }

    public string Name(Guid person) => names.Of(person);

    /// <summary>What stands in a field: as typed, else what is proposed.</summary>
    public string Value(string field) => Request.HasFormContentType && Request.Form.ContainsKey(field) ? Request.Form[field].ToString()
        : Request.Query.ContainsKey(field) ? Request.Query[field].ToString() : SamplePlanEntry.Proposed.GetValueOrDefault(field, "");

    public ImmutableArray<Problem> FaultsOf(string field) => [.. Problems.Where(problem => problem.Where == field)];

    /// <summary>Problems that stand at no field of the plan.</summary>
    public ImmutableArray<Problem> Others => [.. Problems.Where(problem => problem.Where is not ("seed" or "from" or "to" or "until") && !SamplePlanEntry.Proposed.ContainsKey(problem.Where))];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var refused = ReadPlan();
        return refused.IsEmpty ? Page() : Refused(refused);
    }

    public Task<IActionResult> OnPostFrameAsync(IFormFileCollection lists, CancellationToken cancel) =>
        ActAsync(() => Installation.SurveySampling.KeepFrameAsync(Survey, [.. lists.Select(Read)], Person, cancel), "#sizes", cancel); // the survey is read by then

    public async Task<IActionResult> OnPostCallAsync(string? until, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var done = await Installation.UnitLists.CallAsync(Survey, until ?? "", Person, cancel);
        return done.Problems.IsEmpty ? LocalRedirect($"/desk/surveys/{Survey}/sample#handed") : Refused(done.Problems);
    }

    public Task<IActionResult> OnPostMergeAsync(CancellationToken cancel) => ActAsync(() => Installation.SurveySampling.MergeHandedAsync(Survey, Person, cancel), "#frame", cancel);

    public Task<IActionResult> OnPostDossiersAsync(IFormFileCollection dossiers, string? from, string? to, CancellationToken cancel) =>
        ActAsync(() => Installation.SurveySampling.KeepServedAsync(Survey, [.. dossiers.Select(ReadDossiers)], from ?? "", to ?? "", Person, cancel), "#sizes", cancel); // as above

    public async Task<IActionResult> OnPostDrawAsync(string? seed, string? frame, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var refused = ReadPlan();
        if (Plan is not { } plan || !refused.IsEmpty)
            return Refused(MayRun && !refused.IsEmpty ? refused : [SurveyProblems.NotAllowed(Survey)]);
        return await ActAsync(() => Installation.SurveySampling.DrawAsync(Survey, plan, seed ?? "", frame ?? "", Person, cancel), "#draws", cancel);
    }

    public Task<IActionResult> OnPostInviteAsync(int number, string? address, CancellationToken cancel) =>
        MakeAsync(address, () => Installation.SurveySampling.InviteAsync(Survey, number, Person, cancel), cancel);

    public Task<IActionResult> OnPostReplaceAsync(string? unit, string? id, string? reason, string? address, CancellationToken cancel) =>
        MakeAsync(address, () => Installation.SurveySampling.ReplaceAsync(Survey, unit ?? "", id ?? "", reason ?? "", Person, cancel), cancel);

    private async Task<IActionResult> ActAsync(Func<Task<Result<SurveySampleView>>> act, string back, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        var done = await act();
        return done.Problems.IsEmpty ? LocalRedirect($"/desk/surveys/{Survey}/sample{back}") : Refused(done.Problems);
    }

    private async Task<IActionResult> MakeAsync(string? address, Func<Task<Result<InvitedPeople>>> act, CancellationToken cancel)
    {
        if (!await ShowAsync(cancel))
            return NotFound();
        Address = (address ?? "").Trim().TrimEnd('/');
        if (MayRun && !LinkFile.IsHome(Address))
            return Refused([SurveyProblems.NoAddress(Said["Survey_Address"])]);
        var done = await act();
        if (!done.TryGet(out var made))
            return Refused(done.Problems);
        (Made, Links) = (made, LinkFile.Write(Address, Survey, made));
        await ShowAsync(cancel);
        ReadPlan();
        return Page();
    }

    private ImmutableArray<Problem> ReadPlan()
    {
        var fields = SamplePlanEntry.Proposed.Keys.ToDictionary(field => field, Value);
        var read = SamplePlanEntry.Read(fields, Live.Declaration, Said.Tongue == Tongue.English ? DecimalMark.Point : DecimalMark.Comma);
        if (!read.TryGet(out var plan))
            return read.Problems;
        Plan = plan;
        if (Sample.Frame is not { } frame)
            return [];
        var planned = PlannedSample.Of(Live.Declaration, frame.People, plan);
        Planned = planned.TryGet(out var sample) ? sample : null;
        return planned.Problems;
    }

    private Result<ImmutableArray<Invitee>> Read(IFormFile file)
    {
        using var stream = file.OpenReadStream();
        return InviteeFile.Read(stream, file.FileName, Live.Declaration);
    }

    private Result<ImmutableArray<ServedDossier>> ReadDossiers(IFormFile file)
    {
        using var stream = file.OpenReadStream();
        return DossierFile.Read(stream, file.FileName, Live.Declaration);
    }

    private async Task<bool> ShowAsync(CancellationToken cancel)
    {
        if (!await ReadAsync(Said["Sample_Title"], cancel))
            return false;
        Sample = await Installation.SurveySampling.FindAsync(Live, cancel);
        Lists = await Installation.UnitLists.BoardAsync(Live, cancel);
        names = await PeopleNames.ReadAsync(Installation, cancel);
        Address = $"{Request.Scheme}://{Request.Host}";
        return true;
    }
}

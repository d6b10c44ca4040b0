using System.Collections.Immutable;
using ChiSo.Application.People;
using ChiSo.Application.Publication;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;
using ChiSo.Web.Language;
using ChiSo.Web.People;
using ChiSo.Web.Publication;
using Microsoft.AspNetCore.Mvc;

namespace ChiSo.Web.Pages;

/// <summary>The register of units: any day, as it was known at any moment.</summary>
public sealed class UnitsPage(Installation installation, TimeProvider clock, Texts texts) : DeskPage
{
    private const int PageSize = 100;

    public UnitQuery Query { get; private set; } = new(null, null, null, null, null);

    public UnitList List { get; private set; } = null!; // set before the page is rendered

    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Where an imported register comes from, as typed.</summary>
    public string Ground { get; private set; } = "";

    public int PageShown => Math.Clamp(Query.Page ?? 1, 1, Pages);

    public int Pages => Math.Max(1, (List.Found.Length + PageSize - 1) / PageSize);

    public IEnumerable<UnitFact> Rows => List.Found.Skip((PageShown - 1) * PageSize).Take(PageSize);

    public bool ReadsReorganisations => Person.May(Act.ReadInstallation, new());

    public bool MayReorganise => Person.May(Act.ManagePeople, new());

    public async Task<IActionResult> OnGetAsync(string? on, string? known, string? q, string? under, int? page, CancellationToken cancel)
    {
        if (!UnitList.IsFor(Person))
            return NotFound();
        Query = new(on, known, q, under, page);
        Problems = [.. new[] { (on, "on"), (known, "known") }.Where(one => !string.IsNullOrWhiteSpace(one.Item1) && !VietnameseDates.TryRead(one.Item1, out _)).Select(one => NoDay(one.Item1!, one.Item2))]; // not blank
        List = await UnitList.ReadAsync(installation.Units, Query, VietnamTime.Today(clock), cancel);
        ViewData[PageFrame.Key] = new PageFrame(texts["Units_Title"], [new(texts["Desk_Title"], "/desk")], Person: Person);
        return Page();
    }

    /// <summary>Takes in a register from a file, whole or not at all.</summary>
    public async Task<IActionResult> OnPostAsync(IFormFile? file, string? ground, CancellationToken cancel)
    {
        if (Person.MandateTo(Act.ManagePeople, new()) is not { } mandate)
            return NotFound();
        Ground = ground ?? "";
        var read = file is null || string.IsNullOrWhiteSpace(ground) ? NoFile() : await ReadAsync(file, cancel);
        if (read.TryGet(out var rows))
        {
            var done = await installation.Units.ImportAsync(rows, new(Person.Id, mandate.Id, clock.GetUtcNow().UtcDateTime, Ground), cancel);
            if (done.TryGet(out _))
                return LocalRedirect("/desk/units");
            read = done.Problems;
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        var page = await OnGetAsync(null, null, null, null, null, cancel);
        Problems = read.Problems;
        return page;
    }

    private static async Task<Result<ImmutableArray<RegisterRow>>> ReadAsync(IFormFile file, CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("chiso-register-");
        try
        {
            var path = Path.Combine(folder.FullName, "danh-muc" + new string([.. Path.GetExtension(file.FileName).Where(letter => char.IsAsciiLetter(letter) || letter == '.')]));
            await using (var stored = System.IO.File.Create(path))
                await file.CopyToAsync(stored, cancel);
            return RegisterReader.Read(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Result<ImmutableArray<RegisterRow>> NoFile() => new Problem("units.no-file", "file", new("Chưa chọn tệp danh mục, hoặc chưa ghi căn cứ.", "No register was chosen, or its ground is missing."),
        new("Chọn tệp CSV hoặc Excel và ghi nguồn hoặc văn bản kèm theo.", "Choose a CSV or Excel file and write where it comes from."));

    /// <summary>Name of the unit above; its code where the register has none on the day.</summary>
    public string NameOf(string unit) => List.Names.GetValueOrDefault(unit, unit);

    internal static Problem NoDay(string text, string where) => new("value.not-a-date", where, new($"\"{text}\" không phải là ngày.", $"\"{text}\" is not a date."), new("Ghi như 31/12/2026.", "Write it like 31/12/2026."));
}

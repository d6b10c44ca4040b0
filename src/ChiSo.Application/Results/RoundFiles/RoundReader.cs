using System.Collections.Immutable;
using ChiSo.Application.CriteriaSets;
using ChiSo.Application.Spreadsheets;
using ChiSo.Application.Vietnamese;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Reads a whole round: settings first, then each block's criteria, units and what refers to them.</summary>
internal sealed class RoundReader(ImmutableArray<Table> tables)
{
    private const int LongestText = 32_767;

    private readonly Dictionary<string, ILookup<string, RowReading>> byBlock = [];
    private OrderedDictionary<string, RowReading> settings = [];

    public List<Problem> Problems { get; } = [];

    /// <returns><c>null</c> only together with a problem.</returns>
    public RoundDocument? Read()
    {
        CheckTables();
        CheckLengths();
        if (TableOf(RoundColumns.Settings) is not { } table || !HasColumns(table, DecimalMark.Undeclared))
            return null;

        settings = SettingsTable.Read(table, Problems);
        var round = settings[""];
        var blocks = BlocksOf(round);
        if (blocks.Count == 0)
            round.Add(new("round.no-blocks", table.Where, new("Kỳ đánh giá chưa có khối nào.", "The round has no block."), new("Thêm thiết đặt name_vi của ít nhất một khối.", "Add the setting name_vi of at least one block.")));
        foreach (var code in blocks.Where(code => !HeaderReader.IsCode(code)))
            settings[code].Add(new("settings.block-code", table.Where, new($"Mã khối \"{code}\" chỉ được gồm chữ cái không dấu, chữ số và gạch nối.", $"The block code \"{code}\" may have letters, digits and hyphens only."),
                new("Viết như: departments, quan-huyen.", "Write it like: departments, quan-huyen.")));
        foreach (var alike in blocks.GroupBy(code => code, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
            settings[alike.Last()].Add(new("settings.block-codes-alike", table.Where, new($"Mã khối {string.Join(", ", alike)} chỉ khác nhau chữ hoa, chữ thường; tệp kết quả của chúng sẽ đè lên nhau.", $"The block codes {string.Join(", ", alike)} differ in case only; the files of their results would overwrite each other."),
                new("Đặt mã khác hẳn nhau.", "Give them codes that differ in more than case.")));
        Problems.AddRange(blocks.Select(code => TakenCodes.Find(code, TakenCodes.OfBlocks, table.Where)).OfType<Problem>());
        foreach (var (name, _) in RoundColumns.All.Where(known => known.Table != RoundColumns.Settings))
            Group(name, round.Mark, blocks);

        var header = HeaderReader.Read(round);
        ImmutableArray<BlockDocument> read = [.. blocks.Select(code => ReadBlock(code, header))];
        return header with { Blocks = read };
    }

    private void CheckTables()
    {
        foreach (var table in tables.Where(table => !RoundColumns.All.Any(known => known.Table == table.Name)))
            Problems.Add(new("round.unknown-table", table.Where, new($"Kỳ đánh giá không có bảng \"{table.Name}\".", $"A round has no table \"{table.Name}\"."),
                new($"Xóa, hoặc đổi tên thành một trong: {TableNames()}.", $"Delete it, or rename it to one of: {TableNames()}.")));
        foreach (var twice in tables.GroupBy(table => table.Name).Where(same => same.Count() > 1))
            Problems.Add(new("round.table-twice", twice.Last().Where, new($"Bảng \"{twice.Key}\" có hai lần.", $"The table \"{twice.Key}\" is there twice."), new("Giữ lại một.", "Keep one of them.")));
        foreach (var missing in RoundColumns.NeededTables.Where(name => TableOf(name) is null))
            Problems.Add(new("round.missing-table", missing, new($"Thiếu bảng \"{missing}\".", $"The table \"{missing}\" is missing."),
                new($"Thêm tệp {missing}.csv hoặc trang tính {missing}.", $"Add the file {missing}.csv or the sheet {missing}.")));
    }

    /// <summary>A round must fit every form it can be written in; no cell of a workbook holds a longer text.</summary>
    private void CheckLengths()
    {
        foreach (var cell in tables.SelectMany(table => table.Rows).SelectMany(row => row.Cells).Where(cell => cell.Text.Length > LongestText))
            Problems.Add(new("value.too-long", cell.Where, new($"Văn bản dài quá {LongestText} ký tự, một ô bảng tính không chứa được.", $"The text is longer than the {LongestText} characters a cell of a workbook holds."),
                new("Rút ngắn, để phần dài trong một tài liệu đính kèm.", "Shorten it, and keep the long part in a document.")));
    }

    private static string TableNames() => string.Join(", ", RoundColumns.All.Select(known => known.Table));

    private Table? TableOf(string name) => tables.FirstOrDefault(table => table.Name == name);

    private bool HasColumns(Table table, DecimalMark mark) =>
        new TableReading(table, mark, Problems).CheckColumns(RoundColumns.Of(table.Name), RoundColumns.NeededOf(table.Name));

    private List<string> BlocksOf(RowReading round)
    {
        var written = settings.Keys.Where(code => code.Length > 0).ToList();
        var listed = round.List("blocks").ToList();
        foreach (var unlisted in listed.Count > 0 ? written.Except(listed).ToList() : [])
            round.Add(new("round.block-not-listed", round.Cell("blocks").Where, new($"Khối {unlisted} có thiết đặt nhưng không có trong danh sách blocks.", $"Block {unlisted} has settings but is not listed in blocks."),
                new("Thêm mã khối vào danh sách, hoặc xóa thiết đặt.", "Add it to the list, or delete its settings.")));
        foreach (var empty in listed.Except(written))
            round.Add(new("round.block-without-settings", round.Cell("blocks").Where, new($"Khối {empty} không có thiết đặt nào.", $"Block {empty} has no settings."),
                new("Thêm ít nhất thiết đặt name_vi của khối.", "Add at least its setting name_vi.")));
        return listed.Count > 0 ? [.. listed.Distinct().Intersect(written)] : written;
    }

    private void Group(string name, DecimalMark mark, List<string> blocks)
    {
        var names = new NameIndex(blocks.Select(code => (code, settings[code].Text("name_vi"))));
        byBlock[name] = TableOf(name) is { } table && HasColumns(table, mark)
            ? new TableReading(table, mark, Problems).Rows().Select(row => (Block: BlockAt(row, blocks, names), row)).Where(pair => pair.Block is not null).ToLookup(pair => pair.Block!, pair => pair.row)
            : Enumerable.Empty<RowReading>().ToLookup(_ => "");
    }

    private static string? BlockAt(RowReading row, List<string> blocks, NameIndex names)
    {
        var text = row.Text("block");
        if (text.Length == 0 && blocks is [var only])
            return only;
        if (names.Find(text) is { } code)
            return code;

        row.Add("round.unknown-block", row.Cell("block"), text.Length == 0 ? new("Chưa ghi khối.", "The block is missing.") : new($"Kỳ này không có khối \"{text}\".", $"The round has no block \"{text}\"."),
            new($"Ghi một trong: {string.Join(", ", blocks)}.", $"Write one of: {string.Join(", ", blocks)}."));
        return null;
    }

    private BlockDocument ReadBlock(string code, RoundDocument round)
    {
        var own = settings[code];
        _ = own.Needed("name_vi");
        var frame = MethodReader.Frame(own, byBlock[RoundColumns.Classes][code]);
        var set = new CriteriaReader().Read(byBlock[RoundColumns.Criteria][code], SetFrame(code, own), frame, TableOf(RoundColumns.Criteria)?.Where ?? RoundColumns.Criteria, Problems.Add);
        var units = UnitsReader.Read(byBlock[RoundColumns.Units][code], MethodReader.MarksOf(byBlock[RoundColumns.Gates][code]));
        if (units.IsEmpty && TableOf(RoundColumns.Units) is { } table)
            Problems.Add(new("round.no-units", table.Where, new($"Khối {code} chưa có đơn vị nào.", $"Block {code} has no unit."), new("Thêm các đơn vị của khối.", "Add its units.")));

        var block = BlockReading.Of(units, set, round.Stages);
        var history = new HistoryReader(block, round.Period);
        return new()
        {
            Code = code,
            Name = own.Words("name_vi", "name_en"),
            Criteria = set,
            Method = new MethodReader(own, block.LineNames).Complete(frame, byBlock[RoundColumns.Gates][code], byBlock[RoundColumns.Quotas][code]),
            Units = units,
            FirstLevel = FirstLevelReader.Read(block, byBlock[RoundColumns.FirstLevel][code]),
            Positions = new PositionsReader(block).Read(byBlock[RoundColumns.Positions][code]),
            Decisions = new DecisionsReader(block).Read(byBlock[RoundColumns.Decisions][code]),
            History = history.Read(byBlock[RoundColumns.History][code], byBlock[RoundColumns.HistoryScores][code]),
            Announced = history.ReadAnnounced(byBlock[RoundColumns.Announced][code]),
        };
    }

    private static CriteriaSet SetFrame(string code, RowReading own)
    {
        var version = own.Whole("criteria_version") ?? 1;
        if (version < 1)
            own.Add("settings.criteria-version", own.Cell("criteria_version"), new("Phiên bản bộ tiêu chí phải từ 1 trở lên.", "The version of the criteria set is 1 or more."), new("Ghi 1, 2, 3…", "Write 1, 2, 3…"));
        return new()
        {
            Code = own.Text("criteria_code") is { Length: > 0 } given ? given : code,
            Version = version,
            Name = own.Text("criteria_name_vi").Length > 0 ? own.Words("criteria_name_vi", "criteria_name_en") : own.Words("name_vi", "name_en"),
            Roots = [],
            BonusCap = own.Points("bonus_cap"),
            DeductionCap = own.Points("deduction_cap"),
        };
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using ChiSo.Application.Spreadsheets;
using ChiSo.Engine;

namespace ChiSo.Application.Results;

/// <summary>Turns the JSON form of a round into its tables, each cell with its path, so that one reader finds every problem whatever the file.</summary>
internal sealed class RoundJsonReader(string file)
{
    private readonly Dictionary<string, List<TableRow>> rows = RoundColumns.All.ToDictionary(known => known.Table, _ => new List<TableRow>());

    public List<Problem> Problems { get; } = [];

    /// <summary>Empty only beside problems: when it can't be told which block is which.</summary>
    public ImmutableArray<Table> Read(JsonElement root)
    {
        foreach (var (name, value) in new JsonPlace(root, file + "#", Problems).Members())
        {
            if (name == "blocks")
                ReadBlocks(value);
            else if (RoundJsonColumns.OfRound.Contains(name))
                AddSetting("", name, value);
            else if (name is not ("format" or "$schema"))
                value.Unknown(name, RoundJsonColumns.OfRound);
        }

        if (Problems.Exists(problem => problem.Code is "json.block-twice" or "json.missing-member"))
            return [];
        AddCell("", "decimal_mark", new(file, "point", IsNumber: false));
        return [.. RoundColumns.All
            .Select(known => new Table(known.Table, file, known.Columns, [.. rows[known.Table]]))
            .Where(table => !table.Rows.IsEmpty || RoundColumns.NeededTables.Contains(table.Name))];
    }

    private void ReadBlocks(JsonPlace list)
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var block in list.Items())
        {
            var members = block.Members();
            var (_, named) = members.Find(member => member.Name == "code");
            var code = named?.FilledText() ?? "";
            if (code.Length == 0)
                block.Add(RoundJsonProblems.MissingMember(block.Where, "code"));
            else if (!codes.Add(code))
                block.Add(RoundJsonProblems.BlockTwice(block.Where, code));
            else
                ReadBlock(code, block, members);
        }
    }

    private void ReadBlock(string code, JsonPlace block, List<(string Name, JsonPlace Value)> members)
    {
        if (!members.Exists(member => member.Name == "name_vi"))
            AddCell(code, "name_vi", new(block.Where, "", IsNumber: false));
        foreach (var (name, value) in members.Where(member => member.Name != "code"))
        {
            if (RoundJsonColumns.Lists.Contains(name))
                ReadList(code, name, value);
            else if (name == "tie_breaks")
                AddCell(code, name, new(value.Where, string.Join(';', value.Items().Select(RoundJsonParts.TieBreak)), IsNumber: false));
            else if (name == "base")
                AddCell(code, name, new(value.Where, string.Join(';', value.Items().Select(RoundJsonParts.BasePart)), IsNumber: false));
            else if (SettingsTable.OfBlock.Contains(name))
                AddSetting(code, name, value);
            else
                value.Unknown(name, ["code", .. SettingsTable.OfBlock, .. RoundJsonColumns.Lists]);
        }
    }

    private void AddSetting(string block, string name, JsonPlace value) =>
        AddCell(block, name, RoundJsonColumns.Cell(value, RoundJsonColumns.KindOf(RoundColumns.Settings, name)));

    private void AddCell(string block, string name, TableCell value) =>
        rows[RoundColumns.Settings].Add(new(value.Where, [new(value.Where, block, IsNumber: false), new(value.Where, name, IsNumber: false), value]));

    private void ReadList(string block, string table, JsonPlace list)
    {
        foreach (var item in list.Items())
            rows[table].Add(Row(block, table, item, item.Members()));
    }

    private TableRow Row(string block, string table, JsonPlace item, List<(string Name, JsonPlace Value)> members)
    {
        var columns = RoundColumns.Of(table);
        var cells = new TableCell[columns.Length];
        Array.Fill(cells, new(item.Where, "", IsNumber: false));
        cells[0] = new(item.Where, block, IsNumber: false);
        foreach (var (name, value) in members)
        {
            if (table == RoundColumns.History && name == RoundJsonColumns.Scores)
                ReadScores(block, value, members);
            else if (ColumnOf(table, columns, name) is not { } place)
                value.Unknown(name, RoundJsonColumns.MembersOf(table));
            else if (table == RoundColumns.Criteria && name == RoundJsonColumns.Rule)
                (cells[place], cells[columns.IndexOf("rule_parameters")]) = RuleJson.Cells(value);
            else
                cells[place] = Cell(table, name, value);
        }

        return new(item.Where, [.. cells]);
    }

    private static int? ColumnOf(string table, ImmutableArray<string> columns, string member)
    {
        for (var place = 0; place < columns.Length; place++)
        {
            if (RoundJsonColumns.MemberOf(table, columns[place]) == member)
                return place;
        }

        return null;
    }

    private static TableCell Cell(string table, string member, JsonPlace value) => (table, member) switch
    {
        (RoundColumns.Positions, "entry") => new(value.Where, RoundJsonParts.Entry(value), IsNumber: false),
        (RoundColumns.Criteria, "figures") => new(value.Where, RoundJsonParts.Figures(value), IsNumber: false),
        (RoundColumns.Criteria, "examples") => new(value.Where, string.Join(" || ", value.Items().Select(RoundJsonParts.Example)), IsNumber: false),
        _ => RoundJsonColumns.Cell(value, RoundJsonColumns.KindOf(table, member)),
    };

    /// <summary>The scores of one earlier result, under its period and unit.</summary>
    private void ReadScores(string block, JsonPlace list, List<(string Name, JsonPlace Value)> result)
    {
        foreach (var item in list.Items())
        {
            var members = item.Members();
            foreach (var (name, value) in members.Where(member => member.Name is "period" or "unit"))
                value.Unknown(name, ["criterion", "points", "max"]);
            rows[RoundColumns.HistoryScores].Add(Row(
                block, RoundColumns.HistoryScores, item, [.. result.Where(member => member.Name is "period" or "unit" && member.Value.Kind == JsonValueKind.String), .. members.Where(member => member.Name is not ("period" or "unit"))]));
        }
    }
}

package files

import "banshi/runtime/base/fault"

// Why a file is not taken.
var (
	sayFull      = fault.Say("本次申请的附件已满，请先删除不需要的", "There is no room left for files of this application: delete some that aren't needed")
	sayTooMany   = fault.Say("本次申请的附件个数已满，请先删除不需要的", "This application has as many files as it may: delete some that aren't needed")
	sayNoRoom    = fault.Say("加上这个文件，本次申请的附件就超出限制了", "With this file the application would have more than it may")
	sayTooLarge  = fault.Say("文件太大", "The file is too large")
	sayAtMost    = fault.Say("%s，最多 %s", "%s; at most %s")
	sayEmpty     = fault.Say("文件是空的，请重新选择", "The file is empty: choose again")
	sayOtherType = fault.Say("不接受这种文件，请上传 %s", "This type of file isn't taken; send %s")
	sayDamaged   = fault.Say("文件已损坏或没有传完，请重新上传 %s", "The file is damaged or didn't come whole: send the %s again")
	sayPixels    = fault.Say("图片的像素太多，最多 %d 万像素", "The picture has too many pixels; at most %d × 10,000")
	sayBomb      = fault.Say("文件解开后太大，不能接收", "Unpacked, the file is too large to be taken")
	sayZip       = fault.Say("这是压缩包，不是 OFD，请上传 OFD、PDF 或图片", "This is an archive and no OFD: send OFD, PDF or a picture")
	sayNoFile    = fault.Say("没有这个文件", "There is no such file")
	sayPDF       = fault.Say("PDF", "PDF")
	sayJPG       = fault.Say("JPG 图片", "JPG picture")
	sayPNG       = fault.Say("PNG 图片", "PNG picture")
	sayOFD       = fault.Say("OFD", "OFD")
	sayComma     = fault.Say("、", ", ")
)

// Why an upload does not go on.
var (
	sayNoUpload      = fault.Say("这次上传已经过期或已取消，请重新选择文件", "This upload has expired or was given up: choose the file again")
	sayNotWhole      = fault.Say("文件还没有传完，请接着传", "The file hasn't come whole yet: go on sending")
	sayAltered       = fault.Say("收到的文件和您选的不一样，请重新上传", "What came is not the file that you chose: send it again")
	sayTooManyAtOnce = fault.Say("同时上传的文件太多，请等前面的传完", "Too many files are under way: wait until some have arrived")
	sayOtherOffset   = fault.Say("接着传的位置不对，请先问清已经收到多少", "The upload stands elsewhere: ask how far it has come, then go on")
	sayMoreThanSaid  = fault.Say("收到的比开始时说的多", "More came than was announced")
	sayBrokeOff      = fault.Say("上传中断了，请接着传", "The upload broke off: go on sending")
	sayNoTus         = fault.Say("上传请求不符合 tus 1.0 协议", "The request does not follow tus 1.0")
)
